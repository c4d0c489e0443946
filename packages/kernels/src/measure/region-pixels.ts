import type { Labels } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";

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
  return inArena((_, arena) => storedRegionPixels(arena.upload(labels.data), labels));
}

/** {@link regionPixels} of labels at an address. */
export function storedRegionPixels(labels: number, size: Size): RegionPixels[] {
  const { pixels, ends } = inArena((kernels, arena) => {
    const grouped = groupStoredPixels(kernels, arena, labels, size);
    const ends = arena.download(grouped.ends, new Uint32Array(0), grouped.most + 1);
    return { ends, pixels: arena.download(grouped.pixels, ends, ends[grouped.most]) };
  });
  const regions: RegionPixels[] = [];
  for (let label = 1; label < ends.length; label++) {
    const [start, end] = [ends[label - 1]!, ends[label]!];
    if (start < end) regions.push({ label, pixels: pixels.subarray(start, end) });
  }
  return regions;
}

/** Pixels one label after the other, from 1 to `most`, and where those of each label end; both are addresses of uint32. */
export interface GroupedPixels {
  readonly pixels: number;
  readonly ends: number;
  /** How many pixels each label has; 0 for the background. */
  readonly areas: Uint32Array;
  readonly most: number;
}

/** {@link regionPixels} in an arena, of labels at an address. */
export function groupStoredPixels(kernels: WasmKernels, arena: Arena, labels: number, size: Size): GroupedPixels {
  const samples = samplesOf(size);
  const areas = storedAreas(labels, size);
  const most = areas.length - 1;
  const pixels = arena.allocate(4 * samples);
  const ends = arena.upload(areas);
  kernels.groupPixels(labels, samples, ends, most, pixels);
  return { pixels, ends, areas, most };
}

/** How many pixels each label (uint32) at an address has, by label; 0 for the background. */
export function storedAreas(labels: number, size: Size): Uint32Array {
  return inArena((kernels, arena) => {
    const most = kernels.greatestLabel(labels, samplesOf(size)) >>> 0;
    const areas = arena.allocate(4 * (most + 1));
    arena.view(areas, new Uint32Array(0), most + 1).fill(0);
    kernels.countLabels(labels, samplesOf(size), areas);
    return arena.download(areas, new Uint32Array(0), most + 1);
  });
}
