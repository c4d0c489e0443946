import type { CountedLabels } from "../labels/label-connected.ts";
import type { Plane } from "../plane.ts";
import { descend, type ProminenceOptions } from "./descend.ts";

/**
 * The landscape parted into the surroundings of its prominent peaks: every pixel of the mask takes the label of the peak
 * that the steepest way up leads to. Numbered from 1 in raster order of each part's first pixel.
 *
 * The same parts as a watershed of the inverted landscape from {@link prominentPeaks}, in one pass; where pixels are
 * equally high the two may draw the line differently.
 *
 * @throws PARAMETER_INVALID unless a prominence is positive, PLANE_SHAPE_MISMATCH where mask and landscape differ in size.
 */
export function prominentBasins(landscape: Plane, options: ProminenceOptions): CountedLabels {
  const { pixels, basins } = descend(landscape, options);
  const { height, width } = landscape;
  const data = new Uint32Array(height * width);
  for (let rank = 0; rank < pixels.length; rank++) data[pixels[rank]!] = basins[rank]! + 1;
  const numbers = new Uint32Array(pixels.length + 1);
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const basin = data[i]!;
    if (basin === 0) continue;
    if (numbers[basin] === 0) numbers[basin] = ++count;
    data[i] = numbers[basin]!;
  }
  return { labels: { data, height, width }, count };
}
