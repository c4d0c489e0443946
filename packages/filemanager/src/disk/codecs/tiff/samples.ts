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

/** Reverses the bytes of each sample of 16, 32 or 64 bits in place; the samples are aligned. */
export function swapBytes(bytes: Uint8Array, bits: number): void {
  if (bits === 16) swapPairs(bytes);
  if (bits !== 32 && bits !== 64) return;
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
  for (let i = 0; i < words.length; i++) words[i] = swapped(words[i]!);
  if (bits === 64) for (let i = 1; i < words.length; i += 2) [words[i - 1], words[i]] = [words[i]!, words[i - 1]!];
}

function swapPairs(bytes: Uint8Array): void {
  const samples = new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = (samples[i]! << 8) | (samples[i]! >> 8);
}

function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}

/** The first samples of one decoded row, as many as `samples` has room for; narrower types are widened. */
type RowReader = (row: Uint8Array, samples: PixelArray) => void;

/** Reads decoded rows in the order of this machine, aligned to their samples. */
export function rowReader({ storage, bits }: SampleType): RowReader {
  if (storage === "packed" && bits === 12) return unpackPairs;
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
  let byte = 0;
  // The low bits of the last byte that belong to the next sample.
  let held = 0;
  let from = 0;
  for (let x = 0; x < samples.length; x++) {
    let value = byte & ((1 << held) - 1);
    let missing = bits - held;
    for (; missing >= 8; missing -= 8) value = (value << 8) | row[from++]!;
    if (missing > 0) {
      byte = row[from++]!;
      value = (value << missing) | (byte >> (8 - missing));
    }
    held = missing > 0 ? 8 - missing : -missing;
    samples[x] = missing < 0 ? value >> held : value;
  }
}

/** The same for 12 bits, the width that cameras pack: three bytes are two samples. */
function unpackPairs(row: Uint8Array, samples: PixelArray): void {
  const even = samples.length - (samples.length % 2);
  let from = 0;
  for (let x = 0; x < even; x += 2) {
    const middle = row[from + 1]!;
    samples[x] = (row[from]! << 4) | (middle >> 4);
    samples[x + 1] = ((middle & 0xf) << 8) | row[from + 2]!;
    from += 3;
  }
  if (even < samples.length) samples[even] = (row[from]! << 4) | (row[from + 1]! >> 4);
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
