import type { Cell, ImageStack, Table } from "@ohcs/context";
import {
  expectSameShape,
  type Labels,
  type Plane,
  type RegionIntensity,
  regionIntensities,
  regionPixels,
  regionShapes,
  ringPixels,
  saturatedPixels,
} from "@ohcs/kernels";
import { planeOf } from "../stack/planes.ts";
import { INTENSITY_FEATURES, SHAPE_FEATURES } from "./feature-names.ts";

/** A ring around each object: from `inner` to `outer` px outside its border. */
export interface Ring {
  readonly inner: number;
  readonly outer: number;
}

/** An image to measure, by the name of its columns; `saturation` is the value of its saturated pixels, null where unknown. */
interface MeasuredImage {
  readonly name: string;
  readonly image: ImageStack;
  readonly saturation: number | null;
}

type Regions = ReturnType<typeof regionPixels>;
type Columns = readonly (readonly [name: string, cells: readonly Cell[]])[];

/**
 * One row per object, in order of labels: shape, and for each image the intensities inside the object, how many of its
 * pixels are saturated, the intensities inside its ring and the ratio of both means. Columns do not depend on the
 * number of objects, even if there are none.
 */
export function objectTable(labels: ImageStack, images: readonly MeasuredImage[], ring: Ring | null): Table {
  const plane = planeOf(labels);
  const data = plane.data instanceof Uint32Array ? plane.data : new Uint32Array(plane.data);
  const objects: Labels = { ...plane, data };
  const regions = regionPixels(objects);
  const rings = ring === null ? null : ringPixels(objects, ring);
  const columns = [
    ...shapeColumns(objects, regions, labels.calibration.pixelSizeUm),
    ...images.flatMap((image) => imageColumns(regions, rings, image, sameSize(objects, planeOf(image.image)))),
  ];
  const rows = regions.map((_, i) => columns.map(([, cells]) => cells[i] ?? null));
  return { columns: columns.map(([name]) => name), rows };
}

function sameSize(objects: Labels, image: Plane): Plane {
  expectSameShape("measure objects", objects, image);
  return image;
}

function shapeColumns(objects: Labels, regions: Regions, pixelSizeUm: number | null): Columns {
  const shapes = regionShapes(regions, objects);
  const um2 = pixelSizeUm === null ? [] : [areaInUm2(shapes, pixelSizeUm)];
  return [
import type { Table } from "@ohcs/context";
import type { Columns, MeasuredObjects } from "./measured-objects.ts";

/** One row per object, in order of labels. Columns do not depend on the number of objects, even if there are none. */
export function objectTable({ regions, shapes }: MeasuredObjects, features: Columns): Table {
  const columns: Columns = [
    ["ObjectNumber", regions.map(({ label }) => label)],
    ["Metadata_TouchesEdge", shapes.map(({ touchesEdge }) => (touchesEdge ? 1 : 0))],
    ...features,
  ];
  return tableOf(columns, regions.length);
}

function areaInUm2(shapes: readonly { area: number }[], pixelSizeUm: number): Columns[number] {
  return ["AreaShape_Area_um2", shapes.map(({ area }) => area * pixelSizeUm * pixelSizeUm)];
}

function imageColumns(
  regions: Regions,
  rings: Regions | null,
  { name, saturation }: MeasuredImage,
  { data }: Plane,
): Columns {
  const intensities = regionIntensities([...regions, ...(rings ?? [])], data);
  const inside = intensities.slice(0, regions.length);
  const saturated = regions.map(({ pixels }) => saturation && saturatedPixels(data, saturation, pixels));
  const own: Columns = [...featureColumns("Intensity", name, inside), [`QC_Saturated_${name}`, saturated]];
  if (rings === null) return own;
  const around = new Map(rings.map(({ label }, i) => [label, intensities[regions.length + i]]));
  const ringOf = regions.map(({ label }) => around.get(label) ?? null);
  const ratios = inside.map((object, i) => ratio(object, ringOf[i] ?? null));
  return [...own, ...featureColumns("Ring", name, ringOf), [`Ratio_ObjectToRing_${name}`, ratios]];
}

function featureColumns(prefix: string, image: string, of: readonly (RegionIntensity | null)[]): Columns {
  return INTENSITY_FEATURES.map(([feature, featureOf]) => [
    `${prefix}_${feature}_${image}`,
    of.map((intensity) => intensity && featureOf(intensity)),
  ]);
}

function ratio(object: RegionIntensity, ring: RegionIntensity | null): Cell {
  return ring === null || ring.meanIntensity === 0 ? null : object.meanIntensity / ring.meanIntensity;
/** The table of `columns`, each of `count` cells. */
export function tableOf(columns: Columns, count: number): Table {
  const rows = Array.from({ length: count }, (_, i) => columns.map(([, cells]) => cells[i] ?? null));
  return { columns: columns.map(([name]) => name), rows };
}
