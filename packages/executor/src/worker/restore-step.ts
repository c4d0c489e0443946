import type { GroupPlan, ImageStack, Json, OutputPlan, PlaneKey, StoredImage, StoredPlane } from "@ohcs/context";
import { inOrder } from "./in-order.ts";
import { keepImage, keepLabels } from "./outputs/keep-images.ts";
import { keepValue } from "./outputs/keep-value.ts";
import { listPlane } from "./outputs/list-plane.ts";
import { firstImageOf } from "./passes.ts";
import { at } from "./place.ts";
import { OUTPUT_BACKEND } from "./storage/backend-names.ts";
import type { StepScope } from "./well-scope.ts";

/** A group of a step whose results are taken from files. */
type RestoredGroup = StepScope & { readonly groupIndex: number; readonly group: GroupPlan; readonly key: PlaneKey };

const LOADS_AT_ONCE = 4;

/**
 * Gives later steps what a step that is not run again left in files: the images, labels and JSON that they read, exactly as
 * they would be given them by the step itself.
 */
export async function restoreStep(scope: StepScope): Promise<void> {
  const { plan, place, task, context } = scope;
  const planes = task.begin?.stored.find(({ step }) => step === place.name)?.planes ?? [];
  const begin = task.begin?.step ?? 0;
  const read = new Set(
    context.stepPlans
      .skip(begin)
      .flatMap(({ inputs }) => inputs.valueSeq().map(({ step, output }) => `${step}/${output}`)),
  );
  const wanted = [...plan.outputs].filter(([name]) => read.has(`${place.index}/${name}`));
  for (const [groupIndex, group] of scope.groups) {
    const one = { ...scope, groupIndex, group, key: group.coordinates.toObject() as PlaneKey };
    const own = planes.filter((plane) => plane.group === groupIndex);
    for (const plane of own) listPlane(scope, plane);
    for (const [name, output] of wanted) {
      const planesOf = own.filter((plane) => plane.output === name);
      await restoreOutput(one, name, output, planesOf);
    }
  }
}

async function restoreOutput(
  scope: RestoredGroup,
  name: string,
  output: OutputPlan,
  planes: readonly StoredPlane[],
): Promise<void> {
  const { memoryDir } = output;
  if (memoryDir === null) return;
  if (output.kind === "json") return restoreJson(scope, name, output, memoryDir);
  // A dictionary may make an output for some groups only.
  if (planes.length === 0) return;
  const images = await inOrder(planes, LOADS_AT_ONCE, (plane) => loadPlane(scope, plane));
  if (output.kind === "labels") return keepLabels(scope, name, memoryDir, stackOf(planes, images));
  const first = firstImageOf(scope.plan, scope.groupIndex);
  for (const [i, { key, position, pixelSizeUm }] of planes.entries()) {
    const image = images[i];
    if (image === undefined) continue;
    const named = { name: scope.group.images.get(i) ?? "", key, position, image: { ...image, pixelSizeUm } };
    await keepImage(scope, memoryDir, first + i, named);
  }
}

function loadPlane({ storage, bytes, services }: StepScope, { path, backend }: StoredPlane): Promise<StoredImage> {
  return at({ file: path }, async () => {
    const image = await storage.load(path, backend, { signal: services.signal });
    bytes.read(image.data.byteLength);
    return image;
  });
}

function stackOf(planes: readonly StoredPlane[], images: readonly StoredImage[]) {
  const [height = 0, width = 0] = images[0]?.shape.slice(-2) ?? [];
  const data = new Uint32Array(images.length * height * width);
  for (const [i, image] of images.entries()) data.set(image.data, i * height * width);
  const { pixelSizeUm = null } = planes[0] ?? {};
  const shape: ImageStack["shape"] = [images.length, height, width];
  const positions = planes.map(({ position }) => position);
  return {
    data,
    shape,
    dtype: "uint32",
    planes: planes.map(({ key }) => key),
    positions,
    calibration: { pixelSizeUm },
  } as const;
}

/** One file holds what all groups gave, by the keys of the groups where there are several. */
async function restoreJson(
  scope: RestoredGroup,
  name: string,
  { store }: OutputPlan,
  memoryDir: string,
): Promise<void> {
  if (store === null) return;
  const path = `${store.directory}/${scope.context.axisId}_${store.name}${store.extension}`;
  const stored = await at({ file: path }, () => scope.storage.loadJson(path, OUTPUT_BACKEND));
  const value = scope.plan.groups.size === 1 ? stored : (stored as Readonly<Record<string, Json>>)[scope.group.key];
  if (value !== undefined) await keepValue(scope, name, "json", memoryDir, value);
}
