import { labelAreas } from "../../src/labels/label-areas.ts";
import type { Labels, Plane } from "../../src/plane.ts";

/** The fraction of a line's pixels that its level leaves below: cells may cover the others. */
const DARKEST = 0.1;
const SAMPLES = 128;

/** How much each object is brighter, on average, than the dark pixels of its own rows and of its own columns, by label. */
export function heightsAboveLines(labels: Labels, heights: Plane): Float64Array {
  const { height, width } = heights;
  const rows = lineLevels(heights, height, width, { apart: width, step: 1 });
  const columns = lineLevels(heights, width, height, { apart: 1, step: width });
  const areas = labelAreas(labels);
  const [aboveRows, aboveColumns] = [new Float64Array(areas.length), new Float64Array(areas.length)];
  for (let y = 0, i = 0; y < height; y++) {
    const row = rows[y]!;
    for (let x = 0; x < width; x++, i++) {
      const label = labels.data[i]!;
      if (label === 0) continue;
      aboveRows[label]! += heights.data[i]! - row;
      aboveColumns[label]! += heights.data[i]! - columns[x]!;
    }
  }
  return areas.map((area, label) => {
    return label === 0 || area === 0 ? 0 : Math.min(aboveRows[label]!, aboveColumns[label]!) / area;
  });
}

/** The levels of all rows, or of all columns: lines whose first samples are `apart`, their samples a `step`. */
function lineLevels({ data }: Plane, lines: number, length: number, { apart = 1, step = 1 }): Float64Array {
  const every = Math.floor(length / SAMPLES) | 1;
  const sample = new Float64Array(Math.ceil(length / every));
  const levels = new Float64Array(lines);
  for (let line = 0; line < lines; line++) {
    for (let i = 0, from = line * apart; i < sample.length; i++, from += every * step) sample[i] = data[from]!;
    levels[line] = sample.sort()[Math.floor(DARKEST * sample.length)]!;
  }
  return levels;
}
