import type { Mask, Plane } from "../plane.ts";
import { labelConnected } from "./label-connected.ts";

export interface FillHolesOptions {
  /** Holes of more px stay open. @default Infinity */
  readonly maxArea?: number;
}

/**
 * The mask with its holes filled: background that no path of edge neighbours joins to the plane's border.
 *
 * Reference: `scipy.ndimage.binary_fill_holes`, equal where `maxArea` does not limit.
 */
export function fillHoles(mask: Plane, { maxArea = Number.POSITIVE_INFINITY }: FillHolesOptions = {}): Mask {
  const { height, width } = mask;
  const background = Uint8Array.from(mask.data, (value) => (value === 0 ? 1 : 0));
  const { labels, count } = labelConnected({ data: background, height, width }, { connectivity: 4 });
  const areas = new Float64Array(count + 1);
  for (const label of labels.data) areas[label]!++;
  for (const label of borderLabels(labels)) areas[label] = Number.POSITIVE_INFINITY;
  const filled = (label: number) => label === 0 || areas[label]! <= Math.min(maxArea, labels.data.length);
  return { data: Uint8Array.from(labels.data, (label) => (filled(label) ? 1 : 0)), height, width };
}

/** The labels that occur in the outermost rows and columns. */
function borderLabels({ data, height, width }: Plane): Set<number> {
  const found = new Set<number>();
  for (let x = 0; x < width; x++) found.add(data[x]!).add(data[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) found.add(data[y * width]!).add(data[(y + 1) * width - 1]!);
  return found;
}
