import type { PageLayout } from "./page-layout.ts";
import type { SampleType } from "./sample-type.ts";

/** A typed array of the samples of a segment, in the file's own type. */
export type SegmentSamples =
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Float32Array
  | Float64Array;

const views = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int8: Int8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

/** Reverses the bytes of each sample of 16, 32 or 64 bits in place. */
export function swapBytes(bytes: Uint8Array, bits: number): void {
  const buffer = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.byteLength);
  if (bits === 16) buffer.swap16();
  else if (bits === 32) buffer.swap32();
  else if (bits === 64) buffer.swap64();
}

/** The samples of decoded little-endian bytes, aligned to their size. Where no conversion is needed they share memory. */
export function samplesOf(bytes: Uint8Array, { sample, segmentWidth }: PageLayout): SegmentSamples {
  const { storage, bits } = sample;
  const buffer = bytes.buffer as ArrayBuffer;
  if (storage === "packed") return unpack(bytes, sample, segmentWidth);
  const length = (bytes.length * 8) / bits;
  if (storage === "half") return Float32Array.from(new Uint16Array(buffer, bytes.byteOffset, length), halfToFloat);
  return new views[storage](buffer, bytes.byteOffset, length);
}

/** Unsigned integers of 1 … 31 bits, most significant bit first (24 bits too, as others read them); rows start at a byte. */
function unpack(bytes: Uint8Array, { bits, dtype }: SampleType, width: number): SegmentSamples {
  const row = Math.ceil((width * bits) / 8);
  const rows = Math.floor(bytes.length / row);
  const samples = new views[dtype](rows * width);
  for (let y = 0; y < rows; y++) {
    let held = 0;
    let value = 0;
    let from = y * row;
    for (let i = y * width; i < (y + 1) * width; i++) {
      for (; held < bits; held += 8) value = (value % 2 ** held) * 256 + bytes[from++]!;
      held -= bits;
      samples[i] = Math.floor(value / 2 ** held) % 2 ** bits;
    }
  }
  return samples;
}

/** IEEE 754 half precision. */
function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}
