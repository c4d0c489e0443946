import { sortOrder } from "../intensity/sort-order.ts";
import { DisjointSets } from "../labels/disjoint-sets.ts";
import type { CountedLabels } from "../labels/label-connected.ts";
import { expectParameter, expectSameShape, type Mask, type Plane } from "../plane.ts";

export interface ProminentPeaksOptions {
  /** How far a peak must rise above the saddle that joins it to a higher one. */
  readonly prominence: number;
  /** The same as a fraction of the peak's own height; the larger of the two counts. @default 0 */
  readonly relativeProminence?: number;
  /** Only these pixels belong to the landscape. @default all */
  readonly mask?: Mask;
}

/**
 * One marker pixel per peak of `landscape` (compared as float32) that rises by the prominence above its saddle; the
 * highest peak of each connected part always counts. Markers are numbered from 1 in raster order. Neighbourhood: 8.
 *
 * Reference: `skimage.morphology.h_maxima(image, h)`, equal in the peaks found, where it marks whole plateaus, and marks
 * each of several equally high peaks that no deep saddle parts; here the first of them in raster order stands for all.
 *
 * @throws PARAMETER_INVALID for a negative prominence, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function prominentPeaks(landscape: Plane, options: ProminentPeaksOptions): CountedLabels {
  const { prominence, relativeProminence = 0, mask } = options;
  const bounded = prominence >= 0 && relativeProminence >= 0 && prominence + relativeProminence > 0;
  expectParameter(bounded, "find peaks", "a prominence > 0", prominence);
  if (mask !== undefined) expectSameShape("find peaks", landscape, mask);
  const { height, width } = landscape;
  const pixels = pixelsByHeight(landscape, mask);
  const isPeak = surviveDescent(landscape, pixels, (top) => Math.max(prominence, relativeProminence * top));
  const data = new Uint32Array(height * width);
  for (let rank = 0; rank < pixels.length; rank++) data[pixels[rank]!] = isPeak[rank]!;
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) data[i] = ++count;
  return { labels: { data, height, width }, count };
}

/** The pixels of the mask, highest first, equal ones in raster order. */
function pixelsByHeight(landscape: Plane, mask: Mask | undefined): Uint32Array {
  const pixels = new Uint32Array(landscape.data.length);
  let count = 0;
  for (let i = 0; i < pixels.length; i++) if (mask === undefined || mask.data[i] !== 0) pixels[count++] = i;
  const depths = new Float32Array(count);
  for (let i = 0; i < count; i++) depths[i] = -landscape.data[pixels[i]!]!;
  return sortOrder(depths).map((place) => pixels[place]!);
}

/**
 * Lets the water sink from the highest pixel to the lowest. Islands are sets of ranks, each represented by its peak;
 * where two meet, the lower peak counts only if it stands far enough above the meeting point.
 */
function surviveDescent(landscape: Plane, pixels: Uint32Array, required: (top: number) => number): Uint8Array {
  const { data, height, width } = landscape;
  const ranks = new Int32Array(height * width).fill(-1);
  const islands = new DisjointSets(pixels.length);
  const isPeak = new Uint8Array(pixels.length);
  for (let rank = 0; rank < pixels.length; rank++) {
    const pixel = pixels[rank]!;
    let island = rank;
    isPeak[rank] = 1;
    const x = pixel % width;
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = x > 0 ? -1 : 0; dx <= (x < width - 1 ? 1 : 0); dx++) {
        const emerged = ranks[pixel + dy * width + dx] ?? -1;
        if (emerged < 0) continue;
        const other = islands.rootOf(emerged);
        if (other === island) continue;
        const lower = Math.max(other, island);
        const top = data[pixels[lower]!]!;
        if (lower === rank || top - data[pixel]! < required(top)) isPeak[lower] = 0;
        island = islands.merge(other, island);
      }
    }
    ranks[pixel] = rank;
  }
  return isPeak;
}
