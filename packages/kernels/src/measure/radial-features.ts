import { expectParameter, type Plane } from "../plane.ts";
import { type CentralPaths, centralPaths } from "./central-paths.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

export interface RadialOptions {
  /** How many rings from centre to edge. @default 4 */
  readonly bins?: number;
  /** Those of each region, where they are known from another image. @default found */
  readonly paths?: readonly CentralPaths[];
}

/** Octants around the centre. */
const WEDGES = 8;

/**
 * How each region's intensity is spread from its centre to its edge, in rings of equal width relative to the way out:
 * `FracAtD_<i>of<n>`, the part of the intensity in the ring; `MeanFrac_…`, that part by the ring's part of the pixels;
 * `RadialCV_…`, the coefficient of variation of the mean intensity in its eight octants. The centre is the pixel farthest from the edge,
 * the first of equals. Pixels that no path within the region connects with it are not measured.
 *
 * Reference: `cp_measure` `get_radial_distribution`, equal to 1e-9 (MeasureObjectIntensityDistribution of CellProfiler, which settles
 * equally far centres otherwise).
 *
 * @throws PARAMETER_INVALID
 */
export function radialFeatures(
  regions: readonly RegionPixels[],
  image: Plane,
  { bins = 4, paths = regions.map(({ pixels }) => centralPaths(pixels, image)) }: RadialOptions = {},
): Features {
  expectParameter(Number.isInteger(bins) && bins >= 1, "measure radial distributions", "1 or more bins", bins);
  const names = ["FracAtD", "MeanFrac", "RadialCV"].flatMap((feature) =>
    Array.from({ length: bins }, (_, bin) => `${feature}_${bin + 1}of${bins}`),
  );
  const features = undefinedFeatures(names, regions.length);
  const [sums, counts] = [new Float64Array(WEDGES * (bins + 1)), new Float64Array(WEDGES * (bins + 1))];
  for (const [i, { pixels }] of regions.entries()) {
    sumRings(pixels, image, paths[i]!, sums, counts, bins);
    const [intensity, reached] = [total(sums), total(counts)];
    for (let bin = 0; bin < bins; bin++) {
      const ring = { sums: wedgesOf(sums, bin), counts: wedgesOf(counts, bin) };
      const part = total(ring.sums) / intensity;
      features[names[bin]!]![i] = part;
      features[names[bins + bin]!]![i] = part / (total(ring.counts) / reached + Number.EPSILON);
      features[names[2 * bins + bin]!]![i] = variation(ring.sums, ring.counts);
    }
  }
  return features;
}

function wedgesOf(values: Float64Array, bin: number): Float64Array {
  return values.subarray(WEDGES * bin, WEDGES * (bin + 1));
}

/** Sums intensities and pixels by ring and octant. */
function sumRings(
  pixels: Uint32Array,
  image: Plane,
  { centre, toEdge, fromCentre }: CentralPaths,
  sums: Float64Array,
  counts: Float64Array,
  bins: number,
): void {
  const { data, width } = image;
  const [centreY, centreX] = [Math.floor(pixels[centre]! / width), pixels[centre]! % width];
  sums.fill(0);
  counts.fill(0);
  for (let p = 0; p < pixels.length; p++) {
    const pixel = pixels[p]!;
    const length = fromCentre[p]!;
    if (length === Number.POSITIVE_INFINITY) continue;
    const way = length / (length + toEdge[p]! + 0.001);
    const y = Math.floor(pixel / width);
    const dx = pixel - y * width - centreX;
    const dy = y - centreY;
    const wedge = Number(dy > 0) + 2 * Number(dx > 0) + 4 * Number(Math.abs(dy) > Math.abs(dx));
    const at = WEDGES * Math.min(bins, Math.floor(way * bins)) + wedge;
    sums[at]! += data[pixel]!;
    counts[at]!++;
  }
}

function total(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum;
}

/** Standard deviation by mean of the octants' mean intensities; 0 of an empty ring. */
function variation(sums: Float64Array, counts: Float64Array): number {
  const means: number[] = [];
  for (let wedge = 0; wedge < sums.length; wedge++) if (counts[wedge]! > 0) means.push(sums[wedge]! / counts[wedge]!);
  if (means.length === 0) return 0;
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const squares = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / means.length) / mean;
}
