import { labelOutlines } from "../labels/label-outlines.ts";
import { expectSameShape, type Labels } from "../plane.ts";
import type { Rgb, RgbPlanes } from "./composite-channels.ts";

/** Objects whose outlines are drawn, and in which colour. */
export interface OutlineLayer {
  readonly labels: Labels;
  readonly color: Rgb;
}

/**
 * An image in colours with the outlines of objects drawn over it, later layers over earlier ones: the outermost pixels of each object, as
 * `labelOutlines` finds them.
 *
 * Reference: CellProfiler OverlayOutlines ("Inner"); `centrosome.outline.outline`, equal.
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function overlayOutlines({ data, height, width }: RgbPlanes, layers: readonly OutlineLayer[]): RgbPlanes {
  const size = height * width;
  const drawn = data.slice();
  for (const { labels, color } of layers) {
    expectSameShape("draw outlines", { data, height, width }, labels);
    const outlines = labelOutlines(labels).data;
    for (let i = 0; i < size; i++) if (outlines[i] === 1) for (let c = 0; c < 3; c++) drawn[c * size + i] = color[c]!;
  }
  return { data: drawn, height, width };
}
