import { countAreas, runsOfStoredLabels } from "../labels/stored-runs.ts";
import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";

/** The pixels of one object, in raster order, as indexes into the plane. */
export interface RegionPixels {
  readonly label: number;
  readonly pixels: Uint32Array;
}

/**
 * The objects of a label plane with their pixels, in ascending order of labels.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, also where a label exceeds 10^9: 4 bytes are needed for each up to the greatest.
 */
export function regionPixels(labels: Labels): RegionPixels[] {
  return inArena((_, arena) => storedRegionPixels(arena.read(labels.data), labels));
}

/** {@link regionPixels} of labels at an address. */
export function storedRegionPixels(labels: number, size: Size): RegionPixels[] {
  const { pixels, ends } = inArena((kernels, arena) => {
    const runs = runsOfStoredLabels(arena, labels, size);
    const stored = countAreas(arena, runs);
    const target = arena.allocate(4 * samplesOf(size));
    kernels.groupPixels(runs.address, runs.length, stored, runs.most, target);
    const ends = arena.view(stored, new Uint32Array(0), runs.most + 1).slice();
    return { ends, pixels: arena.view(target, ends, ends[runs.most]).slice() };
  });
  const regions: RegionPixels[] = [];
  for (let label = 1; label < ends.length; label++) {
    const start = ends[label - 1]!;
    const end = ends[label]!;
    if (start < end) regions.push({ label, pixels: pixels.subarray(start, end) });
  }
  return regions;
}
