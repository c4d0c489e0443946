import { medianDeviation } from "../intensity/median-deviation.ts";
import { percentileOfSorted } from "../intensity/percentile.ts";
import { emptyLike, expectSameShape, type Labels, type PixelArray, type Plane } from "../plane.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

const NAMES = [
  "Intensity_IntegratedIntensity",
  "Intensity_MeanIntensity",
  "Intensity_StdIntensity",
  "Intensity_MinIntensity",
  "Intensity_MaxIntensity",
  "Intensity_IntegratedIntensityEdge",
  "Intensity_MeanIntensityEdge",
  "Intensity_StdIntensityEdge",
  "Intensity_MinIntensityEdge",
  "Intensity_MaxIntensityEdge",
  "Intensity_LowerQuartileIntensity",
  "Intensity_MedianIntensity",
  "Intensity_UpperQuartileIntensity",
  "Intensity_MADIntensity",
  "Intensity_MassDisplacement",
  "Location_CenterMassIntensity_X",
  "Location_CenterMassIntensity_Y",
  "Location_MaxIntensity_X",
  "Location_MaxIntensity_Y",
] as const;

type Columns = Record<(typeof NAMES)[number], Float64Array>;

/**
 * The intensities of each region by CellProfiler's names, in units of the plane; lengths and places in px. The edge is
 * pixels with an edge neighbour of another label; an object that fills the plane has none (NaN). The centre of mass is undefined
 * where intensities add up to 0.
 *
 * Reference: `cp_measure` `get_intensity`, equal to 1e-9. As there, quartiles and MAD are those of `numpy.percentile`; CellProfiler takes the
 * rank n·q instead of (n − 1)·q.
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function intensityFeatures(regions: readonly RegionPixels[], labels: Labels, image: Plane): Features {
  expectSameShape("measure intensities", labels, image);
  const columns = undefinedFeatures(NAMES, regions.length);
  const most = regions.reduce((most, { pixels }) => Math.max(most, pixels.length), 0);
  // Of one type, whatever that of the image: what is computed from them is compiled once. Narrow samples are sorted sooner.
  const [room, ofEdge] = [new Float64Array(most), new Float64Array(most)];
  const sorting = emptyLike(image.data, most);
  for (const [i, { label, pixels }] of regions.entries()) {
    const values = room.subarray(0, pixels.length);
    for (let p = 0; p < pixels.length; p++) values[p] = image.data[pixels[p]!]!;
    measureAll(columns, i, values);
    measureMass(columns, i, pixels, values, labels.width);
    measureEdge(columns, i, edgeOf(pixels, values, label, labels, ofEdge));
    const sorted = sorting.subarray(0, pixels.length);
    sorted.set(values);
    measureRanks(columns, i, sorted.sort());
  }
  return columns;
}

function measureAll(columns: Columns, i: number, values: Float64Array): void {
  const { sum, mean, std, min, max } = statistics(values);
  columns.Intensity_IntegratedIntensity[i] = sum;
  columns.Intensity_MeanIntensity[i] = mean;
  columns.Intensity_StdIntensity[i] = std;
  columns.Intensity_MinIntensity[i] = min;
  columns.Intensity_MaxIntensity[i] = max;
}

function measureEdge(columns: Columns, i: number, edge: Float64Array): void {
  if (edge.length === 0) return;
  const { sum, mean, std, min, max } = statistics(edge);
  columns.Intensity_IntegratedIntensityEdge[i] = sum;
  columns.Intensity_MeanIntensityEdge[i] = mean;
  columns.Intensity_StdIntensityEdge[i] = std;
  columns.Intensity_MinIntensityEdge[i] = min;
  columns.Intensity_MaxIntensityEdge[i] = max;
}

/** The values of those pixels that have an edge neighbour of another label, in `room`. */
function edgeOf(
  pixels: Uint32Array,
  values: Float64Array,
  label: number,
  { data, height, width }: Labels,
  room: Float64Array,
): Float64Array {
  let length = 0;
  for (let p = 0; p < pixels.length; p++) {
    const pixel = pixels[p]!;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    const isEdge =
      (x > 0 && data[pixel - 1] !== label) ||
      (x < width - 1 && data[pixel + 1] !== label) ||
      (y > 0 && data[pixel - width] !== label) ||
      (y < height - 1 && data[pixel + width] !== label);
    if (isEdge) room[length++] = values[p]!;
  }
  return room.subarray(0, length);
}

/** Summed in order, in float64; the population's standard deviation. */
function statistics(values: Float64Array) {
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / values.length;
  let squares = 0;
  for (let i = 0; i < values.length; i++) squares += (values[i]! - mean) ** 2;
  return { sum, mean, std: Math.sqrt(squares / values.length), min, max };
}

/** Where the brightest pixel is, the first of equals, and the centre of mass. */
function measureMass(columns: Columns, i: number, pixels: Uint32Array, values: Float64Array, width: number): void {
  let mass = 0;
  let massX = 0;
  let massY = 0;
  let sumX = 0;
  let sumY = 0;
  let brightest = 0;
  for (let p = 0; p < pixels.length; p++) {
    const value = values[p]!;
    const y = Math.floor(pixels[p]! / width);
    const x = pixels[p]! - y * width;
    mass += value;
    massX += x * value;
    massY += y * value;
    sumX += x;
    sumY += y;
    if (value > values[brightest]!) brightest = p;
  }
  columns.Location_MaxIntensity_X[i] = pixels[brightest]! % width;
  columns.Location_MaxIntensity_Y[i] = Math.floor(pixels[brightest]! / width);
  if (mass === 0) return;
  const x = massX / mass;
  const y = massY / mass;
  columns.Location_CenterMassIntensity_X[i] = x;
  columns.Location_CenterMassIntensity_Y[i] = y;
  columns.Intensity_MassDisplacement[i] = Math.sqrt((x - sumX / pixels.length) ** 2 + (y - sumY / pixels.length) ** 2);
}

function measureRanks(columns: Columns, i: number, sorted: PixelArray): void {
  const median = percentileOfSorted(sorted, 50);
  columns.Intensity_LowerQuartileIntensity[i] = percentileOfSorted(sorted, 25);
  columns.Intensity_MedianIntensity[i] = median;
  columns.Intensity_UpperQuartileIntensity[i] = percentileOfSorted(sorted, 75);
  columns.Intensity_MADIntensity[i] = medianDeviation(sorted, median);
}
