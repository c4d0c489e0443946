/** A WGSL function of this name: where index `k` of an axis falls when it is mirrored at its edges, as `reflectIndex` has it. */
export function reflectedIndex(name: string, length: number): string {
  return `fn ${name}(k: i32) -> i32 {
  if (k >= 0 && k < ${length}) { return k; }
  let wrapped = ((k % ${2 * length}) + ${2 * length}) % ${2 * length};
  return select(${2 * length - 1} - wrapped, wrapped, wrapped < ${length});
}`;
}
