import { segmentsOf } from "./segments-of.ts";

/** Is a path equal to another one, or below it? For absolute paths without `..` and symbolic links. */
export function isWithin(inner: string, outer: string): boolean {
  const [a, b] = [segmentsOf(inner), segmentsOf(outer)];
  return b.every((segment, i) => segment === a[i]);
}
