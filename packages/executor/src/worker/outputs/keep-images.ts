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

type KeepScope = Pick<
  GroupScope,
  "storage" | "products" | "plan" | "context" | "bytes" | "groupIndex" | "key" | "lease"
>;

/** Keeps an image for later steps, as item `index` of its step. */
export async function keepImage(
  scope: KeepScope,
  directory: string,
  index: number,
  { name, key, position, image }: Omit<NamedPlane, "index">,
): Promise<void> {
  const { products, plan, context } = scope;
  const path = `${directory}/${context.axisId}_${name}`;
  await keep(scope, path, image);
  const calibration = { pixelSizeUm: image.pixelSizeUm };
  const product = { path, key, planes: [key], positions: [position], calibration, bytes: image.data.byteLength };
  products.add(plan.stepIndex, "image", index, product);
}

/** Keeps the labels or a named image of a group for later steps: all planes as one item. */
export async function keepNamed(
  scope: KeepScope,
  output: string,
  directory: string,
  { data, shape, dtype, planes, positions, calibration }: Omit<ImageStack, "kind" | "axis" | "memory">,
): Promise<void> {
  const { products, plan, key, groupIndex } = scope;
  const path = `${directory}/${groupIndex}`;
  await keep(scope, path, { data, shape, dtype, pixelSizeUm: calibration.pixelSizeUm });
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

/** What was lent is handed over with its memory, unless only a part of it is kept; all else is copied. */
async function keep({ storage, bytes, lease }: KeepScope, path: string, image: StoredImage): Promise<void> {
  const { data } = image;
  const handOver = lease.handOver(data);
  bytes.hold(data.byteLength);
  await storage.save(path, image, INTERMEDIATE_BACKEND, { ifExists: "replace", handOver });
}
