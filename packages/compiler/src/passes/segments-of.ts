/** The names in a path, whichever slashes divide them; one at the end divides nothing. */
export function segmentsOf(path: string): readonly string[] {
  return path.replaceAll("\\", "/").replace(/\/+$/, "").split("/");
}
