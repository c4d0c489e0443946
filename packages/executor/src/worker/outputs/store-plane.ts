import {
  COMPONENTS,
  castPixels,
  type Dtype,
  formatPlaneKey,
  type ImageStack,
  type OutputPlan,
  type OutputStore,
  type PlaneKey,
  type StoredImage,
} from "@ohcs/context";
import { at } from "../../well/place.ts";
import { unshared } from "../chain/unshared.ts";
import type { GroupScope } from "../well-scope.ts";
import { holderOf } from "./holder-of.ts";
import type { NamedPlane } from "./keep-images.ts";
import { listPlane } from "./list-plane.ts";

/**
 * The stack in an array that stays as it is until it is written: a function may use its own again as soon as it is called
 * once more. What is converted for its file, or written before that, needs no copy.
 */
export function lasting(
  { tuning, lease }: GroupScope,
  { store }: OutputPlan,
  stack: ImageStack,
  dtype: Dtype,
): ImageStack {
  const isCast = dtype !== stack.dtype;
  return store === null || !tuning.overlap || isCast ? stack : unshared(stack, lease);
}

/** One plane of a stack, or its three in colours, with its place in the plate. */
export function namedPlane({ key }: GroupScope, stack: ImageStack, name: string, index: number): NamedPlane {
  const [planes, height, width] = stack.shape;
  const { kind, dtype } = stack;
  const { pixelSizeUm } = stack.calibration;
  const position = stack.positions[index] ?? null;
  const plane = stack.data.subarray(index * height * width, (index + 1) * height * width);
  const image: StoredImage =
    kind === "rgb"
      ? { data: stack.data, shape: [planes, height, width], dtype, pixelSizeUm, kind }
      : { data: plane, shape: [height, width], dtype, pixelSizeUm, ...(kind === "labels" && { kind }) };
  return {
    name,
    index,
    key: keyOfName(name, key, stack.planes[index] ?? {}),
    // It is reported when the file is written, and the function may reuse the object.
    position: position && { ...position },
    image,
  };
}

/** A plane, where it is stored, and as what. */
interface PlaneToStore {
  readonly store: OutputStore;
  readonly dtype: Dtype;
  readonly plane: NamedPlane;
}

/** Begins to store an image, converted now: only its file may wait. */
export async function storePlane(
  scope: GroupScope,
  output: string,
  { store, dtype, plane }: PlaneToStore,
): Promise<void> {
  const { lease, writes, place } = scope;
  const cast = { ...plane.image, data: castPixels(plane.image.data, dtype, lease.allocate), dtype };
  await writes.add({
    bytes: cast.data.byteLength,
    begin: () => lease.pin(cast.data),
    // A later step may have begun when it fails.
    write: () =>
      at({ step: place }, () => writeImage(scope, output, store, { ...plane, image: cast }, plane.image.dtype)),
    end: () => lease.unpin(cast.data),
  });
}

/** Writes an image; returns what is to be noted of it. */
async function writeImage(
  { storage, context, commitments, plan, services, groupIndex: group }: GroupScope,
  output: string,
  store: OutputStore,
  { name, index, key, position, image }: NamedPlane,
  ownDtype: Dtype,
): Promise<() => void> {
  const target = `${store.directory}/${fileName(context.axisId, name)}${store.extension}`;
  const { backend } = store;
  const shown = { well: context.axisId, key, position };
  const options = { ifExists: "replace", signal: services.signal, plane: shown } as const;
  const receipt = await at({ file: target }, () => storage.save(target, image, backend, options));
  const { dtype, pixelSizeUm } = image;
  const isExact = store.dtype === null || dtype === ownDtype;
  const stored = { output, group, plane: index, path: receipt.path, backend, key, position, pixelSizeUm, isExact };
  const samples = image.kind === "rgb" ? [0, 1, 2].map((sample) => ({ ...stored, plane: sample, sample })) : [stored];
  return () => {
    commitments.store(plan.stepName, receipt, holderOf(context, backend));
    for (const sample of samples) commitments.keep(plan.stepName, sample);
    listPlane({ commitments, plan, context }, stored);
  };
}

function fileName(axisId: string, name: string): string {
  return name === "" ? axisId : `${axisId}_${name}`;
}

/**
 * The coordinates that an image called `name` has: those of the group and of the plane it was made from, as far as the
 * name states them. Reduced coordinates are in neither.
 */
function keyOfName(name: string, group: PlaneKey, plane: PlaneKey): PlaneKey {
  const stated = new Set(name.split("_"));
  const known: PlaneKey = { ...plane, ...group };
  const kept = COMPONENTS.filter((component) => {
    const value = known[component];
    return value !== undefined && stated.has(formatPlaneKey({ [component]: value }));
  });
  return Object.fromEntries(kept.map((component) => [component, known[component]]));
}
