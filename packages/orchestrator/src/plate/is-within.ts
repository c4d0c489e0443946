/** Is a folder another one, or below it? Of absolute paths without `..`. */
export function isWithin(inner: string, outer: string): boolean {
  const [a, b] = [inner, outer].map((path) => path.replaceAll("\\", "/").split("/"));
  return b?.every((segment, i) => segment === a?.[i]) === true;
}
