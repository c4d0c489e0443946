import {
  castPixels,
  formatPlaneKey,
  type ImageStack,
  type OutputPlan,
  type OutputStore,
  type PlaneKey,
  type StagePosition,
  type StoredImage,
} from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { WriteBehind } from "../overlap/write-behind.ts";
import { firstImageOf } from "../passes.ts";
import { at } from "../place.ts";
import { INTERMEDIATE_BACKEND } from "../storage/backend-names.ts";
import type { GroupScope } from "../well-scope.ts";
import { keyOfName } from "./plane-keys.ts";

/** One plane to be kept, with its name and place. */
interface NamedPlane {
  readonly name: string;
  readonly key: PlaneKey;
  readonly position: StagePosition | null;
  readonly image: StoredImage;
}

/**
 * Keeps the images of a group: in memory as the function made them, stored clipped and rounded once. What is stored may
 * still be under way when it returns.
 * @throws `FUNCTION_RESULT_INVALID` where the number of planes is not that of the plan
 */
export async function saveImages(
  scope: GroupScope,
  output: OutputPlan,
  stack: ImageStack,
  writes: WriteBehind,
): Promise<void> {
  const names = scope.group.images.toArray();
  if (names.length !== stack.shape[0])
    throw fail(
      "FUNCTION_RESULT_INVALID",
      `Cannot save images: expected ${names.length} planes, got ${stack.shape[0]}`,
      { details: { group: scope.group.key } },
    );
  const planes = names.map((name, i) => namedPlane(scope, stack, name, i));
  const first = firstImageOf(scope.plan, scope.groupIndex);
  for (const [i, plane] of planes.entries()) {
    if (output.memoryDir !== null) await keepImage(scope, output.memoryDir, first + i, plane, stack);
    if (output.store !== null) await storeImage(scope, output.store, plane, writes);
  }
}

/** Keeps the labels of a group: all planes under one item in memory, stored one file per plane, also later. */
export async function saveLabels(
  scope: GroupScope,
  name: string,
  output: OutputPlan,
  stack: ImageStack,
  writes: WriteBehind,
): Promise<void> {
  const { store, memoryDir } = output;
  if (memoryDir !== null) await keepLabels(scope, name, memoryDir, stack);
  if (store === null) return;
  for (const [i, plane] of stack.planes.entries()) {
    const own = stack.shape[0] === 1 ? scope.group.key : keyText(plane, scope.key);
    await storeImage(scope, store, namedPlane(scope, stack, own, i), writes);
  }
}

function namedPlane({ key }: GroupScope, stack: ImageStack, name: string, index: number): NamedPlane {
  const [, height, width] = stack.shape;
  const data = stack.data.subarray(index * height * width, (index + 1) * height * width);
  const { pixelSizeUm } = stack.calibration;
  return {
    name,
    key: keyOfName(name, key, stack.planes[index] ?? {}),
    position: stack.positions[index] ?? null,
    image: { data, shape: [height, width], dtype: stack.dtype, pixelSizeUm },
  };
}

async function keepImage(
  { storage, products, plan, context, bytes }: GroupScope,
  directory: string,
  index: number,
  { name, key, position, image }: NamedPlane,
  { calibration }: ImageStack,
): Promise<void> {
  const path = `${directory}/${context.axisId}_${name}`;
  const size = image.data.byteLength;
  bytes.hold(size);
  await storage.save(path, image, INTERMEDIATE_BACKEND, { ifExists: "replace" });
  const product = { path, key, planes: [key], positions: [position], calibration, bytes: size };
  products.add(plan.stepIndex, "image", index, product);
}

async function keepLabels(
  { storage, products, plan, key, groupIndex, bytes }: GroupScope,
  output: string,
  directory: string,
  { data, shape, dtype, planes, positions, calibration }: ImageStack,
): Promise<void> {
  const path = `${directory}/${groupIndex}`;
  const image = { data, shape, dtype, pixelSizeUm: calibration.pixelSizeUm };
  bytes.hold(data.byteLength);
  await storage.save(path, image, INTERMEDIATE_BACKEND, { ifExists: "replace" });
  const keys = planes.map((plane) => ({ ...plane, ...key }));
  products.add(plan.stepIndex, output, groupIndex, {
    path,
    key,
    planes: keys,
    positions,
    calibration,
    bytes: data.byteLength,
  });
}

/** Begins to store an image, converted now: only its file may wait. */
async function storeImage(
  scope: GroupScope,
  store: OutputStore,
  plane: NamedPlane,
  writes: WriteBehind,
): Promise<void> {
  const { lease } = scope;
  const dtype = store.dtype ?? plane.image.dtype;
  const cast = { ...plane.image, data: castPixels(plane.image.data, dtype, lease.allocate), dtype };
  await writes.add({
    bytes: cast.data.byteLength,
    begin: () => lease.pin(cast.data),
    write: () => writeImage(scope, store, { ...plane, image: cast }),
    end: () => lease.unpin(cast.data),
  });
}

async function writeImage(
  { storage, context, commitments, plan, bytes, services }: GroupScope,
  store: OutputStore,
  { name, key, image }: NamedPlane,
): Promise<void> {
  const path = `${store.directory}/${fileName(context.axisId, name)}${store.extension}`;
  await at({ file: path }, async () => {
    const receipt = await storage.save(path, image, store.backend, { ifExists: "replace", signal: services.signal });
    bytes.wrote(receipt.bytes);
    commitments.store(receipt);
  });
  if (!store.listed) return;
  commitments.list(store.directory, path, key, {
    available_backends: { [store.backend]: true },
    ...(store.directory === plan.subDir ? { main: true, results_dir: plan.analysisResultsDir } : {}),
  });
}

function fileName(axisId: string, name: string): string {
  return name === "" ? axisId : `${axisId}_${name}`;
}

function keyText(plane: PlaneKey, group: PlaneKey): string {
  return formatPlaneKey({ ...plane, ...group });
}
