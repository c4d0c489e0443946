import { measureStored } from "../distance/squared-distance.ts";
import { inArena } from "../wasm/arena.ts";
import { type StoredPlane, samplesOf } from "../wasm/stored-plane.ts";

/** Parts thinner than this fraction of the median, taken by thickness, are specks. */
const SPECK = 0.4;

/**
 * The radius in px of a typical object of a mask: of each of its connected parts (labels 1 to `count` at `parts`) of at least
 * `minArea` px the largest distance to the background, of these the median without specks. A clump of objects is no thicker
 * than its largest member, so it is not taken for a large object. 0 where there is nothing.
 */
export function typicalStoredRadius(mask: StoredPlane, parts: number, count: number, minArea: number): number {
  const bound = Math.min(mask.height, mask.width) / 2;
  const { areas, thickest } = partsOf(mask, parts, count);
  const sizes = Float64Array.from(thickest, (thickness) => Math.min(bound, thickness))
    .filter((_, label) => label > 0 && areas[label]! >= minArea)
    .sort();
  const least = SPECK * medianByWeight(sizes);
  const objects = sizes.filter((size) => size >= least);
  return objects[objects.length >> 1] ?? 0;
}

function partsOf(mask: StoredPlane, parts: number, count: number) {
  const samples = samplesOf(mask);
  return inArena((kernels, arena) => {
    const distances = arena.allocate(4 * samples);
    measureStored(mask, distances, false);
    const areas = arena.upload(new Uint32Array(count + 1));
    kernels.countLabels(parts, samples, areas);
    const thickest = arena.upload(new Float32Array(count + 1));
    kernels.raiseByLabel(parts, distances, samples, thickest);
    return {
      areas: arena.download(areas, new Uint32Array(0), count + 1),
      thickest: arena.download(thickest, new Float32Array(0), count + 1),
    };
  });
}

/** Of ascending values that weigh as much as they are. */
function medianByWeight(sorted: Float64Array): number {
  const half = sorted.reduce((sum, value) => sum + value, 0) / 2;
  let sum = 0;
  for (const value of sorted) {
    sum += value;
    if (sum >= half) return value;
  }
  return 0;
}
