import {
  type AllocatePixels,
  type GroupPlan,
  mapConcurrently,
  type OutputPlan,
  type PlaneKey,
  type StoredImage,
  type StoredPlane,
} from "@ohcs/context";
import { at } from "../well/place.ts";
import { PixelLease } from "./buffers/pixel-lease.ts";
import { StackInMaking } from "./inputs/stack-in-making.ts";
import { keepImage, keepNamed } from "./outputs/keep-images.ts";
import { listPlane } from "./outputs/list-plane.ts";
import { firstImageOf } from "./passes.ts";
import { restoreValues } from "./restore-values.ts";
import type { GroupScope, StepScope } from "./well-scope.ts";

/** A group of a step whose results are taken from files. */
type RestoredGroup = StepScope & { readonly groupIndex: number; readonly group: GroupPlan; readonly key: PlaneKey };

const LOADS_AT_ONCE = 4;

/**
 * Gives later steps what a step that is not run again left in files: the images, labels, tables and JSON that they read, exactly as
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
  for (const [name, output] of wanted) if (isValue(output)) await restoreValues(scope, name, output);
  for (const [groupIndex, group] of scope.groups) {
    const one = { ...scope, groupIndex, group, key: group.coordinates.toObject() as PlaneKey };
    const own = planes.filter((plane) => plane.group === groupIndex);
    for (const plane of own) listPlane(scope, plane);
    for (const [name, output] of wanted) {
      if (isValue(output)) continue;
      const planesOf = own.filter((plane) => plane.output === name);
      await restoreOutput(one, name, output, planesOf);
    }
  }
}

function isValue({ kind }: OutputPlan): boolean {
  return kind === "table" || kind === "json";
}

async function restoreOutput(
  scope: RestoredGroup,
  name: string,
  output: OutputPlan,
  planes: readonly StoredPlane[],
): Promise<void> {
  const { memoryDir } = output;
  if (memoryDir === null) return;
  // A dictionary may make an output for some groups only.
  if (planes.length === 0) return;
  const lease = new PixelLease(scope.memory, scope.bytes);
  try {
    if (name === "image") await restoreImages({ ...scope, lease }, memoryDir, planes);
    else await restoreNamed({ ...scope, lease }, name, { kind: output.kind, memoryDir }, planes);
  } finally {
    lease.end();
  }
}

async function restoreImages(scope: GroupScope, memoryDir: string, planes: readonly StoredPlane[]): Promise<void> {
  const { lease, group } = scope;
  const first = firstImageOf(scope.plan, scope.groupIndex);
  await mapConcurrently(planes, LOADS_AT_ONCE, async (plane, i) => {
    const image = await loadPlane(scope, plane, lease.allocate);
    lease.adopt(image.data);
    const { key, position, pixelSizeUm } = plane;
    const named = { name: group.images.get(i) ?? "", key, position, image: { ...image, pixelSizeUm } };
    await keepImage(scope, memoryDir, first + i, named);
    lease.release(image.data);
  });
}

async function restoreNamed(
  scope: GroupScope,
  name: string,
  { kind, memoryDir }: { readonly kind: OutputPlan["kind"]; readonly memoryDir: string },
  planes: readonly StoredPlane[],
): Promise<void> {
  const stack = new StackInMaking(scope.lease, planes.length, kind === "labels" || kind === "rgb" ? kind : "asRead");
  const images = await mapConcurrently(planes, LOADS_AT_ONCE, async (plane, i) => {
    const image = await loadPlane(scope, plane, stack.allocatorOf(i));
    stack.put(i, image);
    return image;
  });
  const [height = 0, width = 0] = images[0]?.shape.slice(-2) ?? [];
  const { data, dtype } = stack.finish(height * width, () => false);
  const { pixelSizeUm = null } = planes[0] ?? {};
  await keepNamed(scope, name, memoryDir, {
    data,
    shape: [planes.length, height, width],
    dtype,
    calibration: { pixelSizeUm },
    planes: planes.map(({ key, sample }) => (kind === "rgb" && sample === undefined ? withoutChannel(key) : key)),
    positions: planes.map(({ position }) => position),
  });
}

/** In a plate red, green and blue are channels. */
function withoutChannel({ channel: _, ...key }: PlaneKey): PlaneKey {
  return key;
}

function loadPlane(
  { storage, bytes, services }: StepScope,
  { path, backend, sample }: StoredPlane,
  allocate: AllocatePixels,
): Promise<StoredImage> {
  return at({ file: path }, async () => {
    const image = await storage.load(path, backend, { signal: services.signal, allocate, sample: sample ?? null });
    bytes.read(image.data.byteLength);
    return image;
  });
}
