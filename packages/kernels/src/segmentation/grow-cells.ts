import { fillObjectHoles } from "../labels/fill-object-holes.ts";
import { propagateLabels } from "../labels/propagate-labels.ts";
import { mapPixels } from "../pixelwise/map-pixels.ts";
import { expectParameter, expectSameShape, type Labels, type Mask, type Plane } from "../plane.ts";
import { watershed } from "../watershed/watershed.ts";

export interface GrowCellsOptions {
  /** By the shortest path over the image, or by flooding it from bright to dark. @default "propagation" */
  readonly method?: "propagation" | "watershed";
  /** Cells are where the image is above this, and where nuclei are, which grow only from what is above it by propagation. */
  readonly threshold: number;
  /** What a step of 1 px costs beside differences of intensity, in units of intensity: see `propagateLabels`. @default 0.05 */
  readonly regularization?: number;
  /** Is background filled that one cell encloses? @default true */
  readonly fillHoles?: boolean;
}

/**
 * Cells grown from nuclei over an image of the cells: each keeps its nucleus and the number of it.
 *
 * Reference: IdentifySecondaryObjects of CellProfiler (Propagation, Watershed – Image), equal to its own steps but for one thing: filling
 * holes, it drops a cell that another one encloses. Here it stays.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID
 */
export function growCells(image: Plane, nuclei: Labels, options: GrowCellsOptions): Labels {
  const { method = "propagation", threshold, regularization = 0.05, fillHoles = true } = options;
  expectSameShape("grow cells", image, nuclei);
  expectParameter(!Number.isNaN(threshold), "grow cells", "a threshold", threshold);
  const cells =
    method === "propagation"
      ? propagateLabels(image, nuclei, maskAbove(image, threshold, null), regularization)
      : watershed(darkBright(image), nuclei, { mask: maskAbove(image, threshold, nuclei), connectivity: 8 });
  return fillHoles ? fillObjectHoles(cells) : cells;
}

function maskAbove({ data, height, width }: Plane, threshold: number, besides: Labels | null): Mask {
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++)
    mask[i] = data[i]! > threshold || (besides !== null && besides.data[i]! !== 0) ? 1 : 0;
  return { data: mask, height, width };
}

function darkBright(plane: Plane): Plane<Float64Array> {
  return mapPixels(plane, [["multiply", -1]], new Float64Array(0));
}
