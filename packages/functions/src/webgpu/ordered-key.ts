/** A WGSL function `orderedKey`: the bits of a float32, mapped to unsigned integers of the same order. */
export const ORDERED_KEY = `fn orderedKey(value: f32) -> u32 {
  let bits = bitcast<u32>(value);
  return bits ^ select(0x80000000u, 0xffffffffu, (bits >> 31u) == 1u);
}`;

/** A WGSL function `valueOfKey` that undoes `orderedKey`. */
export const VALUE_OF_KEY = `fn valueOfKey(key: u32) -> f32 {
  return bitcast<f32>(key ^ select(0xffffffffu, 0x80000000u, (key >> 31u) == 1u));
}`;

/** `valueOfKey` on the CPU. */
export function valueOfKey(key: number): number {
  const bits = Uint32Array.of((key ^ (key >>> 31 ? 0x80000000 : 0xffffffff)) >>> 0);
  return new Float32Array(bits.buffer)[0] ?? Number.NaN;
}
