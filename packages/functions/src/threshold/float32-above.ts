/** The least float32 that is not below `value`: a float32 is at least `value` exactly if it is at least this. */
export function float32Above(value: number): number {
  const near = Math.fround(value);
  if (!(near < value)) return near;
  if (near === 0) return 2 ** -149;
  const bits = new Uint32Array(Float32Array.of(near).buffer);
  const next = Uint32Array.of((bits[0] ?? 0) + (near > 0 ? 1 : -1));
  return new Float32Array(next.buffer)[0] ?? Number.NaN;
}
