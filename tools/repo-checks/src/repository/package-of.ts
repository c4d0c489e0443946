/** The package that a bare specifier names: `@ohcs/filemanager` of `@ohcs/filemanager/disk`. */
export function packageOf(specifier: string): string {
  const segments = specifier.split("/");
  return segments.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}
