import { labelAreas } from "../../src/labels/label-areas.ts";
import type { Mask, Plane } from "../../src/plane.ts";
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
  const background = new Uint8Array(mask.data.length);
  for (let i = 0; i < background.length; i++) background[i] = mask.data[i] === 0 ? 1 : 0;
  const { labels } = labelConnected({ data: background, height, width }, { connectivity: 4 });
  const isFilled = Uint8Array.from(labelAreas(labels), (area, label) => (label === 0 || area <= maxArea ? 1 : 0));
  for (const label of borderLabels(labels)) if (label !== 0) isFilled[label] = 0;
  const data = new Uint8Array(mask.data.length);
  for (let i = 0; i < data.length; i++) data[i] = isFilled[labels.data[i]!]!;
  return { data, height, width };
}

/** The labels that occur in the outermost rows and columns. */
function borderLabels({ data, height, width }: Plane): Set<number> {
  const found = new Set<number>();
  for (let x = 0; x < width; x++) found.add(data[x]!).add(data[(height - 1) * width + x]!);
  for (let y = 0; y < height; y++) found.add(data[y * width]!).add(data[(y + 1) * width - 1]!);
  return found;
}
