/** The names in a path, separated by either kind of slash; a trailing slash is ignored. */
export function segmentsOf(path: string): readonly string[] {
  return path.replaceAll("\\", "/").replace(/\/+$/, "").split("/");
}
