import type { GpuDtype, GpuKernel, GpuPlane } from "@ohcs/context";
import { pixelsOf } from "./plane-layout.ts";

/** Sample types that are packed into 32-bit words for transfer, and their numbers of bits. */
const PACKED_BITS: Readonly<Partial<Record<GpuDtype, number>>> = { uint8: 8, uint16: 16 };

/** The bytes of a plane in transfer, rounded up to whole words. */
export function bytesMoved(plane: GpuPlane): number {
  return Math.max(1, Math.ceil((pixelsOf(plane) * (PACKED_BITS[plane.dtype] ?? 32)) / 32)) * 4;
}

/** How many samples share a word in transfer. */
export function samplesPerWord({ dtype }: GpuPlane): number {
  return 32 / (PACKED_BITS[dtype] ?? 32);
}

/** Does the transfer format differ from that of kernels? */
export function isPacked({ dtype }: GpuPlane): boolean {
  return dtype in PACKED_BITS;
}

/** Spreads packed words to one sample per word. */
export function unpackKernel(words: GpuPlane, result: GpuPlane): GpuKernel {
  const bits = PACKED_BITS[result.dtype] ?? 32;
  const code = `fn compute(i: u32) {
  result[i] = f32((words[i / ${32 / bits}u] >> (${bits}u * (i % ${32 / bits}u))) & ${2 ** bits - 1}u);
}`;
  return { name: `unpack ${result.dtype}`, reads: { words }, writes: { result }, threads: pixelsOf(result), code };
}

/**
 * Packs samples into words; the rest of the last word is 0. A sample out of range is clipped, and does not affect its
 * neighbours in the word.
 */
export function packKernel(source: GpuPlane, words: GpuPlane): GpuKernel {
  const bits = PACKED_BITS[source.dtype] ?? 32;
  const code = `fn compute(i: u32) {
  var word = 0u;
  for (var k = 0u; k < ${32 / bits}u; k++) {
    let at = i * ${32 / bits}u + k;
    if (at < ${pixelsOf(source)}u) { word |= min(u32(source[at]), ${2 ** bits - 1}u) << (k * ${bits}u); }
  }
  words[i] = word;
}`;
  return { name: `pack ${source.dtype}`, reads: { source }, writes: { words }, threads: pixelsOf(words), code };
}
