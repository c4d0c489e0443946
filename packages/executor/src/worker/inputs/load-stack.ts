import {
  COMPONENTS,
  type Component,
  type FileFacts,
  type ImageStack,
  INTERMEDIATE_BACKEND,
  mapConcurrently,
  type PlaneKey,
  type PlateFacts,
  type StoredImage,
} from "@ohcs/context";
import { isSameSource } from "@ohcs/records";
import { fail } from "../../errors.ts";
import { at } from "../../well/place.ts";
import type { GroupScope } from "../well-scope.ts";
import { calibrationOf, type PlaneSource } from "./plane-source.ts";
import { type StackForm, StackInMaking } from "./stack-in-making.ts";

const LOADS_AT_ONCE = 4;

/**
 * Planes read and stacked; those of the right type are decoded straight into the stack. Missing images are zeros of the
 * tile's size.
 * @throws `STACK_SHAPE_MISMATCH`, `TILE_UNKNOWN`, and what the backend throws, naming the file
 */
export async function loadStack(
  scope: GroupScope,
  sources: readonly PlaneSource[],
  form: StackForm,
): Promise<ImageStack> {
  const stack = new StackInMaking(scope.lease, sources.length, form);
  const mayBlock = isAlone(scope, sources);
  const load = (source: PlaneSource, i: number) => loadPlane(scope, source, { stack, index: i, mayBlock });
  const planes = await mapConcurrently(sources, LOADS_AT_ONCE, load);
  const [height, width] = sizeOf(scope, sources, planes);
  const { data, dtype } = stack.finish(height * width, (i) => planes[i] === null);
  const calibration = sources[0]?.calibration ?? calibrationOf(scope.context);
  return {
    data,
    shape: [sources.length, height, width],
    dtype,
    kind: form === "labels" || form === "rgb" ? form : "intensity",
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

/** Nothing else of the step is there to be read, computed or written meanwhile. */
function isAlone({ services, groups }: GroupScope, sources: readonly PlaneSource[]): boolean {
  return (services.mayBlock ?? false) && groups.length === 1 && sources.length === 1;
}

/** Where a plane goes, and whether the thread may wait for it. */
interface PlaceInStack {
  readonly stack: StackInMaking;
  readonly index: number;
  readonly mayBlock: boolean;
}

/** Loads a plane into the stack; returns its shape, or null where there is no image. */
async function loadPlane(
  scope: GroupScope,
  source: PlaneSource,
  place: PlaceInStack,
): Promise<StoredImage["shape"] | null> {
  const { path, page, sample, backend, facts } = source;
  const { storage, bytes, services } = scope;
  const { stack, index, mayBlock } = place;
  if (path === null) return null;
  return at({ file: path }, async () => {
    const taken = await takePlane(scope, source);
    if (taken !== null) {
      stack.take(index, taken);
      return taken.shape;
    }
    const allocate = stack.allocatorOf(index);
    // What earlier steps left stays as it is until this group is computed.
    const borrow = backend === INTERMEDIATE_BACKEND;
    const options = { page, sample, signal: services.signal, allocate, borrow, mayBlock };
    const inspect = (file: FileFacts) => checkUnchanged(path, facts, file);
    const image = await storage.load(path, backend, facts === null ? options : { ...options, inspect });
    if ((await storage.backend(backend)).capabilities.durable) bytes.read(image.data.byteLength);
    stack.put(index, image, borrow);
    return image.shape;
  });
}

/** What an earlier step left for this group alone is moved, not copied; null for all else. */
async function takePlane(
  { storage, bytes, products, lease }: GroupScope,
  { path, backend, last }: PlaneSource,
): Promise<StoredImage | null> {
  const image = last === null || path === null ? null : await storage.take(path, backend);
  if (image === null || last === null) return null;
  for (const { bytes: size } of products.take(last.step, last.output, last.index)) bytes.release(size);
  lease.takeOver([lease.memoryOf(image.data)]);
  return image;
}

/** What is read now must be what was compiled for: fingerprints and records name that. @throws `IMAGE_CHANGED` */
function checkUnchanged(path: string, facts: PlaneSource["facts"], { bytes, mtimeMs }: FileFacts): void {
  if (facts === null || isSameSource(facts, [bytes, mtimeMs])) return;
  const [expected, got] = [facts, [bytes, mtimeMs] as const].map(
    ([size, time]) => `${size} bytes of ${new Date(time).toISOString()}`,
  );
  throw fail("IMAGE_CHANGED", `Cannot use '${path}': expected ${expected}, as it was compiled for, got ${got}`, {
    details: { path, expected: [...facts], got: [bytes, mtimeMs] },
  });
}

function sizeOf(
  { context }: GroupScope,
  sources: readonly PlaneSource[],
  planes: readonly (StoredImage["shape"] | null)[],
): readonly [number, number] {
  const first = planes.find((plane) => plane !== null);
  if (first === undefined) return tileSize(context.plate);
  const [height = 0, width = 0] = first.slice(-2);
  const odd = planes.findIndex((plane) => plane !== null && !endsWith(plane, height, width));
  if (odd >= 0)
    throw fail(
      "STACK_SHAPE_MISMATCH",
      `Cannot stack '${sources[odd]?.path}': expected ${height} × ${width} px, got ${planes[odd]?.join(" × ")} px`,
      { details: { path: sources[odd]?.path ?? null } },
    );
  return [height, width];
}

function endsWith(shape: readonly number[], height: number, width: number): boolean {
  return shape.at(-2) === height && shape.at(-1) === width;
}

function tileSize({ tile }: PlateFacts): readonly [number, number] {
  if (tile !== null) return [tile.height, tile.width];
  throw fail("TILE_UNKNOWN", "Cannot fill missing images: expected the size of a tile, got none");
}

function axisOf(planes: readonly PlaneKey[], stacked: readonly Component[]): Component | null {
  if (planes.length < 2) return stacked.find((component) => planes[0]?.[component] !== undefined) ?? null;
  const varies = (component: Component) => planes.some((plane) => plane[component] !== planes[0]?.[component]);
  return stacked.find(varies) ?? COMPONENTS.find(varies) ?? null;
}
