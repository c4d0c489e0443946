/** Where index `i` of an axis of `length` samples falls when the axis is mirrored at its edges: `d c b a | a b c d | d c b a`. */
export function reflectIndex(i: number, length: number): number {
  const period = 2 * length;
  const wrapped = ((i % period) + period) % period;
  return wrapped < length ? wrapped : period - 1 - wrapped;
}
