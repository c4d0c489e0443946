import type { PixelArray } from "@ohcs/context";
import type { SampleType } from "./sample-type.ts";

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

/** The first samples of one decoded row, as many as `samples` has room for; narrower types are widened. */
export type RowReader = (row: Uint8Array, samples: PixelArray) => void;

/** Reads decoded rows in the order of this machine, aligned to their samples. */
export function rowReader({ storage, bits }: SampleType): RowReader {
  if (storage === "packed") return (row, samples) => unpack(row, bits, samples);
  const View = storage === "half" ? Uint16Array : views[storage];
  return (row, samples) => {
    const stored = new View(row.buffer as ArrayBuffer, row.byteOffset, samples.length);
    if (storage !== "half") samples.set(stored);
    else for (let x = 0; x < samples.length; x++) samples[x] = halfToFloat(stored[x]!);
  };
}

/** Unsigned integers of 1 … 31 bits, most significant bit first (24 bits too, as others read them). */
function unpack(row: Uint8Array, bits: number, samples: PixelArray): void {
  let held = 0;
  let value = 0;
  let from = 0;
  for (let x = 0; x < samples.length; x++) {
    for (; held < bits; held += 8) value = (value % 2 ** held) * 256 + row[from++]!;
    held -= bits;
    samples[x] = Math.floor(value / 2 ** held) % 2 ** bits;
  }
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
