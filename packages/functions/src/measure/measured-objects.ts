import type { Cell, ImageStack } from "@ohcs/context";
import {
  expectSameShape,
  type Labels,
  type RegionPixels,
  type RegionShape,
  regionPixels,
  regionShapes,
} from "@ohcs/kernels";
import { planeOf } from "../stack/planes.ts";

/** Columns of one table, in order: a cell for each object. */
export type Columns = readonly (readonly [name: string, cells: readonly Cell[]])[];

/** The objects of a label plane, found once for all that is measured of them. */
export interface MeasuredObjects {
  readonly labels: Labels;
  readonly regions: readonly RegionPixels[];
  readonly shapes: readonly RegionShape[];
  readonly pixelSizeUm: number | null;
}

/** @throws `PLANE_SHAPE_MISMATCH` unless the images are of the labels' size */
export function measuredObjects(stack: ImageStack, images: readonly { readonly image: ImageStack }[]): MeasuredObjects {
  const plane = planeOf(stack);
  const data = plane.data instanceof Uint32Array ? plane.data : new Uint32Array(plane.data);
  const labels: Labels = { ...plane, data };
  expectSameShape("measure objects", labels, ...images.map(({ image }) => planeOf(image)));
  const regions = regionPixels(labels);
  return { labels, regions, shapes: regionShapes(regions, labels), pixelSizeUm: stack.calibration.pixelSizeUm };
}
