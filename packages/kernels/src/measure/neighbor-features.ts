import { labelOutlines } from "../labels/label-outlines.ts";
import { expectParameter, type Labels, type Point } from "../plane.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";
import { arcTangent } from "./region-shapes.ts";

const NAMES = [
  "NumberOfNeighbors",
  "PercentTouching",
  "FirstClosestObjectNumber",
  "FirstClosestDistance",
  "SecondClosestObjectNumber",
  "SecondClosestDistance",
  "AngleBetweenNeighbors",
] as const;

/**
 * The neighbours of each region: how many lie within `distance` px (1: those that touch it), how many percent of its outline
 * others lie that near to (and half a pixel more), the two whose centres are nearest, their distance in px, and the angle between them in
 * degrees. `centers` are those of the regions, in their order.
 *
 * Reference: `cp_measure` `measureobjectneighbors`, equal to 1e-9, angles to 1e-6; but the nearest object is never the object itself,
 * and what does not exist is NaN instead of 0 (MeasureObjectNeighbors of CellProfiler).
 *
 * @throws PARAMETER_INVALID unless the distance is a whole number of px, 1 or more.
 */
export function neighborFeatures(
  regions: readonly RegionPixels[],
  centers: readonly Point[],
  labels: Labels,
  distance: number,
): Features {
  const isWhole = Number.isInteger(distance) && distance >= 1;
  expectParameter(isWhole, "measure neighbours", "a distance of 1, 2 … px", distance);
  const columns = undefinedFeatures(NAMES, regions.length);
  const outlines = labelOutlines(labels).data;
  const disk = diskOf(distance);
  for (const [i, { label, pixels }] of regions.entries()) {
    const around = surroundings(pixels, label, labels, outlines, disk, distance);
    columns.NumberOfNeighbors[i] = around.labels.size;
    columns.PercentTouching[i] = (around.touching * 100) / around.outline;
    measureNearest(columns, i, regions, centers);
  }
  return columns;
}

type Columns = Record<(typeof NAMES)[number], Float64Array>;

/** The offsets within `distance` and half a pixel. */
function diskOf(distance: number): readonly (readonly [dx: number, dy: number])[] {
  const steps = Array.from({ length: 2 * distance + 1 }, (_, i) => i - distance);
  return steps.flatMap((dy) =>
    steps.filter((dx) => dx * dx + dy * dy <= (distance + 0.5) ** 2).map((dx) => [dx, dy] as const),
  );
}

function surroundings(
  pixels: Uint32Array,
  label: number,
  { data, height, width }: Labels,
  outlines: Uint8Array,
  disk: readonly (readonly [dx: number, dy: number])[],
  distance: number,
) {
  const labels = new Set<number>();
  let [outline, touching] = [0, 0];
  for (let p = 0; p < pixels.length; p++) {
    const pixel = pixels[p]!;
    if (outlines[pixel] === 0) continue;
    outline++;
    const y = Math.floor(pixel / width);
    const x = pixel - y * width;
    let isTouched = false;
    for (const [dx, dy] of disk) {
      if (x + dx < 0 || x + dx >= width || y + dy < 0 || y + dy >= height) continue;
      const other = data[pixel + dy * width + dx]!;
      if (other === 0 || other === label) continue;
      isTouched = true;
      if (dx * dx + dy * dy <= distance * distance) labels.add(other);
    }
    if (isTouched) touching++;
  }
  return { labels, outline, touching };
}

function measureNearest(
  columns: Columns,
  i: number,
  regions: readonly RegionPixels[],
  centers: readonly Point[],
): void {
  const [first, second] = nearestTwo(i, centers);
  const { x, y } = centers[i]!;
  const vector = (to: number) => ({ x: centers[to]!.x - x, y: centers[to]!.y - y });
  if (first < 0) return;
  const one = vector(first);
  columns.FirstClosestObjectNumber[i] = regions[first]!.label;
  columns.FirstClosestDistance[i] = Math.sqrt(one.x * one.x + one.y * one.y);
  if (second < 0) return;
  const two = vector(second);
  columns.SecondClosestObjectNumber[i] = regions[second]!.label;
  columns.SecondClosestDistance[i] = Math.sqrt(two.x * two.x + two.y * two.y);
  const angle = arcTangent(Math.abs(one.x * two.y - one.y * two.x), one.x * two.x + one.y * two.y);
  columns.AngleBetweenNeighbors[i] = (angle * 180) / Math.PI;
}

/** The indexes of the two nearest other centres, −1 where there is none. */
function nearestTwo(i: number, centers: readonly Point[]): readonly [first: number, second: number] {
  const { x, y } = centers[i]!;
  let [first, second, least, next] = [-1, -1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let j = 0; j < centers.length; j++) {
    const square = (centers[j]!.x - x) ** 2 + (centers[j]!.y - y) ** 2;
    if (j === i || square >= next) continue;
    if (square < least) [first, second, least, next] = [j, first, square, least];
    else [second, next] = [j, square];
  }
  return [first, second];
}
