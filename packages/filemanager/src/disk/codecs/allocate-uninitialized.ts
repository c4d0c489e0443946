import { bytesPerSample, type Dtype, type PixelArrays } from "@ohcs/context";

const views = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** `length` uninitialized samples, for callers that fill all of them; saves the zeroing. */
export function allocateUninitialized<D extends Dtype>(dtype: D, length: number): PixelArrays[D] {
  const bytes = Buffer.allocUnsafeSlow(length * bytesPerSample(dtype));
  return new views[dtype](bytes.buffer, 0, length) as PixelArrays[D];
}
