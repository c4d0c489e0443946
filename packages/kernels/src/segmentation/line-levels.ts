import { labelAreas } from "../labels/label-areas.ts";
import type { Labels, Plane } from "../plane.ts";

/** The fraction of a line's pixels that its level leaves below: cells may cover the others. */
const DARKEST = 0.1;
const SAMPLES = 128;

/** How much each object is brighter, on average, than the dark pixels of its own rows and of its own columns, by label. */
export function heightsAboveLines(labels: Labels, heights: Plane): Float64Array {
  const { width } = heights;
  const rows = Float64Array.from({ length: heights.height }, (_, y) => lineLevel(heights, y * width, 1, width));
  const columns = Float64Array.from({ length: width }, (_, x) => lineLevel(heights, x, width, heights.height));
  const areas = labelAreas(labels);
  const [aboveRows, aboveColumns] = [new Float64Array(areas.length), new Float64Array(areas.length)];
  for (let i = 0; i < labels.data.length; i++) {
    const label = labels.data[i]!;
    const x = i % width;
    aboveRows[label]! += heights.data[i]! - rows[(i - x) / width]!;
    aboveColumns[label]! += heights.data[i]! - columns[x]!;
  }
  return areas.map((area, label) => {
    return label === 0 || area === 0 ? 0 : Math.min(aboveRows[label]!, aboveColumns[label]!) / area;
  });
}

function lineLevel({ data }: Plane, start: number, step: number, length: number): number {
  const every = Math.floor(length / SAMPLES) | 1;
  const sample = Float64Array.from({ length: Math.ceil(length / every) }, (_, i) => data[start + i * every * step]!);
  return sample.sort()[Math.floor(DARKEST * sample.length)]!;
}
