import {
  type ImageStack,
  INTERMEDIATE_BACKEND,
  type PlaneKey,
  type StagePosition,
  type StoredImage,
} from "@ohcs/context";
import type { GroupScope } from "../well-scope.ts";

/** One plane of a group with its name, its place among the planes of the group, and where it belongs. */
export interface NamedPlane {
  readonly name: string;
  readonly index: number;
  readonly key: PlaneKey;
  readonly position: StagePosition | null;
  readonly image: StoredImage;
}

type KeepScope = Pick<GroupScope, "storage" | "products" | "plan" | "context" | "bytes" | "groupIndex" | "key">;

/** Keeps an image for later steps, as item `index` of its step. */
export async function keepImage(
  { storage, products, plan, context, bytes }: KeepScope,
  directory: string,
  index: number,
  { name, key, position, image }: Omit<NamedPlane, "index">,
): Promise<void> {
  const path = `${directory}/${context.axisId}_${name}`;
  const size = image.data.byteLength;
  bytes.hold(size);
  await storage.save(path, image, INTERMEDIATE_BACKEND, { ifExists: "replace" });
  const calibration = { pixelSizeUm: image.pixelSizeUm };
  const product = { path, key, planes: [key], positions: [position], calibration, bytes: size };
  products.add(plan.stepIndex, "image", index, product);
}

/** Keeps the labels of a group for later steps: all planes as one item. */
export async function keepLabels(
  { storage, products, plan, key, groupIndex, bytes }: KeepScope,
  output: string,
  directory: string,
  { data, shape, dtype, planes, positions, calibration }: Omit<ImageStack, "kind" | "axis" | "memory">,
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
