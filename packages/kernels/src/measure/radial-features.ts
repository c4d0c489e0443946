import { PixelQueue } from "../labels/pixel-queue.ts";
import { expectParameter, expectSameShape, type Labels, type Plane } from "../plane.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import { regionDistances } from "./region-distances.ts";
import type { RegionPixels } from "./region-pixels.ts";

export interface RadialOptions {
  /** How many rings from centre to edge. @default 4 */
  readonly bins?: number;
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
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function radialFeatures(
  regions: readonly RegionPixels[],
  labels: Labels,
  image: Plane,
  { bins = 4 }: RadialOptions = {},
): Features {
  expectSameShape("measure radial distributions", labels, image);
  expectParameter(Number.isInteger(bins) && bins >= 1, "measure radial distributions", "1 or more bins", bins);
  const names = ["FracAtD", "MeanFrac", "RadialCV"].flatMap((feature) =>
    Array.from({ length: bins }, (_, bin) => `${feature}_${bin + 1}of${bins}`),
  );
  const features = undefinedFeatures(names, regions.length);
  const paths = new CentralPaths(labels);
  const [sums, counts] = [new Float64Array(WEDGES * (bins + 1)), new Float64Array(WEDGES * (bins + 1))];
  for (const [i, { label, pixels }] of regions.entries()) {
    sumRings(pixels, image, paths.measure(pixels, label), paths, sums, counts, bins);
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
  centre: number,
  paths: CentralPaths,
  sums: Float64Array,
  counts: Float64Array,
  bins: number,
): void {
  const { data, width } = image;
  const [centreY, centreX] = [Math.floor(centre / width), centre % width];
  sums.fill(0);
  counts.fill(0);
  for (let p = 0; p < pixels.length; p++) {
    const pixel = pixels[p]!;
    const fromCentre = paths.fromCentre(pixel);
    if (fromCentre === Number.POSITIVE_INFINITY) continue;
    const way = fromCentre / (fromCentre + paths.toEdge(pixel) + 0.001);
    const y = Math.floor(pixel / width);
    const [dx, dy] = [pixel - y * width - centreX, y - centreY];
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

/** Distances within one region at a time: to its edge, and from its centre along paths of edge and corner steps. */
class CentralPaths {
  readonly #labels: Labels;
  readonly #toEdge: Float64Array;
  readonly #fromCentre: Float64Array;
  readonly #queue = new PixelQueue();

  constructor(labels: Labels) {
    this.#labels = labels;
    this.#toEdge = new Float64Array(labels.data.length);
    this.#fromCentre = new Float64Array(labels.data.length).fill(Number.POSITIVE_INFINITY);
  }

  toEdge(pixel: number): number {
    return this.#toEdge[pixel]!;
  }

  /** Infinity where no path leads. */
  fromCentre(pixel: number): number {
    return this.#fromCentre[pixel]!;
  }

  /** Measures a region's distances and returns its centre. */
  measure(pixels: Uint32Array, label: number): number {
    const { width } = this.#labels;
    const { bounds, width: boxWidth, data } = regionDistances(pixels, this.#labels, true);
    let [centre, farthest] = [pixels[0]!, -1];
    for (let p = 0; p < pixels.length; p++) {
      const pixel = pixels[p]!;
      const y = Math.floor(pixel / width);
      const square = data[(y - bounds.minY) * boxWidth + pixel - y * width - bounds.minX]!;
      this.#toEdge[pixel] = Math.sqrt(square);
      if (square > farthest) [centre, farthest] = [pixel, square];
    }
    this.#walk(centre, label);
    return centre;
  }

  #walk(centre: number, label: number): void {
    const distances = this.#fromCentre;
    distances[centre] = 0;
    this.#queue.push(0, label, centre);
    while (this.#queue.pop()) {
      const { pixel, distance } = this.#queue;
      if (distance > distances[pixel]!) continue;
      this.#step(pixel, distance, label);
    }
  }

  #step(pixel: number, distance: number, label: number): void {
    const { data, height, width } = this.#labels;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    for (let dy = y === 0 ? 0 : -1; dy <= 1 && y + dy < height; dy++) {
      for (let dx = x === 0 ? 0 : -1; dx <= 1 && x + dx < width; dx++) {
        const next = pixel + dy * width + dx;
        if (data[next] !== label) continue;
        const reached = distance + (dx !== 0 && dy !== 0 ? Math.SQRT2 : 1);
        if (reached >= this.#fromCentre[next]!) continue;
        this.#fromCentre[next] = reached;
        this.#queue.push(reached, label, next);
      }
    }
  }
}
