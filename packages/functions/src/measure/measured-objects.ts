import type { Cell, FunctionEnvironment, FunctionInputs, ImageStack, Table } from "@ohcs/context";
import {
  expectSameShape,
  type Labels,
  type RegionPixels,
  type RegionShape,
  regionPixels,
  regionShapes,
} from "@ohcs/kernels";
import { otherImages, planeOf } from "../stack/planes.ts";

/** An image to measure, by the name of its columns; `saturation` is the value of its saturated pixels, null where unknown. */
export interface MeasuredImage {
  readonly name: string;
  readonly image: ImageStack;
  readonly saturation: number | null;
}

/** Columns of one table, in order: a cell for each object; numbers that are not finite become null in the table. */
export type Columns = readonly (readonly [name: string, cells: ArrayLike<Cell>])[];

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

/** All images of a function's inputs, but those named. */
export function measuredImages(
  inputs: FunctionInputs,
  { saturation = {} }: Pick<FunctionEnvironment, "saturation">,
  ...besides: readonly string[]
): readonly MeasuredImage[] {
  return otherImages(inputs, ...besides).map(([name, image]) => ({
    name,
    image,
    saturation: saturation[name] ?? null,
  }));
}

/** One row per object, in order of labels. Columns do not depend on the number of objects, even if there are none. */
export function objectTable({ regions, shapes }: MeasuredObjects, features: Columns): Table {
  const columns: Columns = [
    ["ObjectNumber", regions.map(({ label }) => label)],
    ["Metadata_TouchesEdge", shapes.map(({ touchesEdge }) => (touchesEdge ? 1 : 0))],
    ...features,
  ];
  return tableOf(columns, regions.length);
}

/** The table of `columns`, each of `count` cells. */
export function tableOf(columns: Columns, count: number): Table {
  const rows = Array.from({ length: count }, (_, i) => columns.map(([, cells]) => finite(cells[i] ?? null)));
  return { columns: columns.map(([name]) => name), rows };
}

function finite(cell: Cell): Cell {
  return typeof cell === "number" && !Number.isFinite(cell) ? null : cell;
}
