import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";

/**
 * The labels with only the largest part of each object that is in pieces (edge neighbours hang together), of equally large ones
 * that whose last pixel comes first in raster order.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, also where a label exceeds 10^9: 4 bytes are needed for each up to the greatest.
 */
export function largestParts(labels: Labels): Labels {
  const { data, height, width } = labels;
  return inArena((_, arena) => {
    const target = arena.allocate(4 * data.length);
    keepStoredParts(arena.upload(data), target, labels);
    return { data: arena.download(target, data), height, width };
  });
}

/** {@link largestParts} in an arena, from one address to another. */
export function keepStoredParts(labels: number, target: number, size: Size): void {
  inArena((kernels, arena) => {
    const most = kernels.greatestLabel(labels, samplesOf(size)) >>> 0;
    const runs = arena.allocate(20 * samplesOf(size));
    const best = arena.allocate(4 * (most + 1));
    kernels.keepLargestParts(labels, target, size.height, size.width, runs, best, most);
  });
}
