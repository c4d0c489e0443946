import {
  allocatePixels,
  COMPONENTS,
  type Component,
  type Dtype,
  type ImageStack,
  type PixelArray,
  type PlaneKey,
  type StoredImage,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import { inOrder } from "../in-order.ts";
import { at } from "../place.ts";
import type { GroupScope } from "../well-scope.ts";
import { calibrationOf, type PlaneSource } from "./plane-source.ts";

/** How the planes of a stack are to be held: as read, or as float32 so that nothing is rounded inside a chain. */
export type StackForm = "asRead" | "float32" | "labels";

const LOADS_AT_ONCE = 4;

/**
 * Planes read and stacked; each is converted while it is copied into the stack, a single plane of the right type is
 * taken as it is. Missing images are zeros of the tile's size.
 * @throws `STACK_SHAPE_MISMATCH`, `TILE_UNKNOWN`, and what the backend throws, naming the file
 */
export async function loadStack(
  scope: GroupScope,
  sources: readonly PlaneSource[],
  form: StackForm,
): Promise<ImageStack> {
  const planes = await inOrder(sources, LOADS_AT_ONCE, (source) => loadPlane(scope, source));
  const [height, width] = sizeOf(scope, sources, planes);
  const dtype = dtypeFor(form, planes);
  const data = filled(planes, height * width, dtype);
  scope.bytes.hold(data.byteLength);
  const calibration = sources[0]?.calibration ?? calibrationOf(scope.context.plate.get("calibration"));
  return {
    data,
    shape: [sources.length, height, width],
    dtype,
    kind: form === "labels" ? "labels" : "intensity",
    axis: axisOf(
      sources.map((source) => source.key),
      scope.plan.variableComponents.toArray() as Component[],
    ),
    planes: sources.map((source) => source.key),
    positions: sources.map((source) => source.position),
    calibration,
    memory: "cpu",
  };
}

async function loadPlane({ storage, bytes, services }: GroupScope, source: PlaneSource): Promise<StoredImage | null> {
  const { path, page, backend } = source;
  if (path === null) return null;
  return at({ file: path }, async () => {
    const image = await storage.load(path, backend, { page, signal: services.signal });
    if ((await storage.backend(backend)).capabilities.durable) bytes.read(image.data.byteLength);
    return image;
  });
}

function sizeOf(
  { context }: GroupScope,
  sources: readonly PlaneSource[],
  planes: readonly (StoredImage | null)[],
): readonly [number, number] {
  const first = planes.find((plane) => plane !== null);
  if (first === undefined) return tileSize(context.plate.get("tile"));
  const [height = 0, width = 0] = first.shape.slice(-2);
  const odd = planes.findIndex((plane) => plane !== null && !endsWith(plane.shape, height, width));
  if (odd >= 0)
    throw fail(
      "STACK_SHAPE_MISMATCH",
      `Cannot stack '${sources[odd]?.path}': expected ${height} × ${width} px, got ${planes[odd]?.shape.join(" × ")} px`,
      { details: { path: sources[odd]?.path ?? null } },
    );
  return [height, width];
}

function endsWith(shape: readonly number[], height: number, width: number): boolean {
  return shape.at(-2) === height && shape.at(-1) === width;
}

function tileSize(tile: unknown): readonly [number, number] {
  const get = (key: string) => (tile as { get?: (key: string) => unknown } | null | undefined)?.get?.(key);
  const [height, width] = [get("height"), get("width")];
  if (typeof height === "number" && typeof width === "number") return [height, width];
  throw fail("TILE_UNKNOWN", "Cannot fill missing images: expected the size of a tile, got none");
}

function dtypeFor(form: StackForm, planes: readonly (StoredImage | null)[]): Dtype {
  if (form !== "asRead") return form === "labels" ? "uint32" : "float32";
  const dtypes = new Set(planes.flatMap((plane) => plane?.dtype ?? []));
  const [only] = dtypes;
  return dtypes.size === 1 && only !== undefined ? only : dtypes.size === 0 ? "uint16" : "float64";
}

function filled(planes: readonly (StoredImage | null)[], size: number, dtype: Dtype): PixelArray {
  const [first] = planes;
  if (planes.length === 1 && first?.dtype === dtype) return first.data;
  const data = allocatePixels(dtype, planes.length * size);
  planes.forEach((plane, i) => void (plane !== null && data.set(plane.data, i * size)));
  return data;
}

function axisOf(planes: readonly PlaneKey[], stacked: readonly Component[]): Component | null {
  if (planes.length < 2) return stacked.find((component) => planes[0]?.[component] !== undefined) ?? null;
  const varies = (component: Component) => planes.some((plane) => plane[component] !== planes[0]?.[component]);
  return stacked.find(varies) ?? COMPONENTS.find(varies) ?? null;
}
