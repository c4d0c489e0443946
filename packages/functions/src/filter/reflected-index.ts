/** A WGSL function of this name: index `k` of an axis mirrored at its edges, like `reflectIndex`. */
export function reflectedIndex(name: string, length: number): string {
  return `fn ${name}(k: i32) -> i32 {
  if (k >= 0 && k < ${length}) { return k; }
  let wrapped = ((k % ${2 * length}) + ${2 * length}) % ${2 * length};
  return select(${2 * length - 1} - wrapped, wrapped, wrapped < ${length});
}`;
}
