import {
  COMPONENTS,
  castPixels,
  countOf,
  type Dtype,
  formatPlaneKey,
  type ImageStack,
  type OutputPlan,
  type OutputStore,
  type PlaneKey,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import { at } from "../../well/place.ts";
import { unshared } from "../chain/unshared.ts";
import { firstImageOf } from "../passes.ts";
import type { GroupScope } from "../well-scope.ts";
import { holderOf } from "./holder-of.ts";
import { keepImage, keepLabels, type NamedPlane } from "./keep-images.ts";
import { labelDtype } from "./label-dtype.ts";
import { listPlane } from "./list-plane.ts";

/**
 * Keeps the images of a group: in memory as the function made them, stored clipped and rounded once. What is stored may
 * still be under way when it returns.
 * @throws `FUNCTION_RESULT_INVALID` where the number of planes is not that of the plan
 */
export async function saveImages(scope: GroupScope, output: OutputPlan, stack: ImageStack): Promise<void> {
  const names = scope.group.images.toArray();
  if (names.length !== stack.shape[0])
    throw fail(
      "FUNCTION_RESULT_INVALID",
      `Cannot save images: expected ${countOf(names.length, "plane")}, got ${stack.shape[0]}`,
      { details: { group: scope.group.key } },
    );
  const saved = lasting(scope, output, stack, output.store?.dtype ?? stack.dtype);
  const planes = names.map((name, i) => namedPlane(scope, saved, name, i));
  const first = firstImageOf(scope.plan, scope.groupIndex);
  for (const [i, plane] of planes.entries()) {
    if (output.memoryDir !== null) await keepImage(scope, output.memoryDir, first + i, plane);
    if (output.store === null) continue;
    await storeImage(scope, "image", { store: output.store, dtype: output.store.dtype ?? stack.dtype, plane });
  }
}

/**
 * Keeps the labels of a group: all planes under one item in memory, stored one file per plane, all of one type, also
 * later.
 * @throws `FUNCTION_RESULT_INVALID` where two planes would have the same file
 */
export async function saveLabels(
  scope: GroupScope,
  name: string,
  output: OutputPlan,
  stack: ImageStack,
): Promise<void> {
  const { store, memoryDir } = output;
  const dtype = store?.dtype ?? labelDtype(stack.data);
  const saved = lasting(scope, output, stack, dtype);
  if (memoryDir !== null) await keepLabels(scope, name, memoryDir, saved);
  if (store === null) return;
  const keys = stack.planes.map((plane) => ({ ...plane, ...scope.key }));
  const names = keys.length === 1 ? [scope.group.key] : distinct(scope, name, keys.map(formatPlaneKey));
  for (const [i, key] of keys.entries()) {
    const plane = { ...namedPlane(scope, saved, names[i] ?? "", i), key };
    await storeImage(scope, name, { store, dtype, plane });
  }
}

/** Each plane has a file of its own. */
function distinct({ group }: GroupScope, output: string, names: readonly string[]): readonly string[] {
  const again = names.find((name, i) => names.indexOf(name) < i);
  if (again === undefined) return names;
  throw fail(
    "FUNCTION_RESULT_INVALID",
    `Cannot save '${output}': expected planes of different coordinates, got '${again}' twice`,
    { details: { group: group.key, output } },
  );
}

/**
 * The stack in an array that stays as it is until it is written: a function may use its own again as soon as it is called
 * once more. What is converted for its file, or written before that, needs no copy.
 */
function lasting({ tuning, lease }: GroupScope, { store }: OutputPlan, stack: ImageStack, dtype: Dtype): ImageStack {
  const isCast = dtype !== stack.dtype;
  return store === null || !tuning.overlap || isCast ? stack : unshared(stack, lease);
}

function namedPlane({ key }: GroupScope, stack: ImageStack, name: string, index: number): NamedPlane {
  const [, height, width] = stack.shape;
  const data = stack.data.subarray(index * height * width, (index + 1) * height * width);
  const { pixelSizeUm } = stack.calibration;
  const position = stack.positions[index] ?? null;
  return {
    name,
    index,
    key: keyOfName(name, key, stack.planes[index] ?? {}),
    // It is reported when the file is written, and the function may reuse the object.
    position: position && { ...position },
    image: { data, shape: [height, width], dtype: stack.dtype, pixelSizeUm },
  };
}

/** A plane, where it is stored, and as what. */
interface PlaneToStore {
  readonly store: OutputStore;
  readonly dtype: Dtype;
  readonly plane: NamedPlane;
}

/** Begins to store an image, converted now: only its file may wait. */
async function storeImage(scope: GroupScope, output: string, { store, dtype, plane }: PlaneToStore): Promise<void> {
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
  { name, index: plane, key, position, image }: NamedPlane,
  ownDtype: Dtype,
): Promise<() => void> {
  const target = `${store.directory}/${fileName(context.axisId, name)}${store.extension}`;
  const { backend } = store;
  const shown = { well: context.axisId, key, position };
  const options = { ifExists: "replace", signal: services.signal, plane: shown } as const;
  const receipt = await at({ file: target }, () => storage.save(target, image, backend, options));
  const { dtype, pixelSizeUm } = image;
  const isExact = store.dtype === null || dtype === ownDtype;
  const stored = { output, group, plane, path: receipt.path, backend, key, position, pixelSizeUm, isExact };
  return () => {
    commitments.store(plan.stepName, receipt, holderOf(context, backend));
    commitments.keep(plan.stepName, stored);
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
