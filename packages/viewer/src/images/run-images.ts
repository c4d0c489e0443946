import { join } from "node:path";
import {
  mapConcurrently,
  type PlaneKey,
  type ProcessingContext,
  type StoredStep,
  type WorkerStartup,
} from "@ohcs/context";
import { importModule, moduleLoader, openStorage } from "@ohcs/filemanager";
import { backendsOf, readRunRecord, readStoredPlan, storedRecord, wellContexts } from "@ohcs/records";
import { outputReader } from "@ohcs/records/host";
import { fail } from "../errors.ts";
import { labelsStored, namedImages } from "./named-images.ts";
import type { PlateImages, StoredPlane } from "./plate-images.ts";

/** How the images of a run are found, where that is not as the run recorded it. */
export interface RunImagesOptions {
  /** Where the source plate lies now. @default the folder that the run read */
  readonly source?: string;
  /** URLs of modules of backends, by name. @default those that the run loaded */
  readonly modules?: WorkerStartup["modules"];
}

const READ_AT_ONCE = 16;

/**
 * The images that the latest run of an output plate committed: of each well those that its last storing step made, and all labels.
 * Wells of a run that stored no images show those that it read. @throws `VIEW_EMPTY`, `RUN_NOT_FOUND`, `RUN_CORRUPT`
 */
export async function runImages(root: string, { source, modules }: RunImagesOptions = {}): Promise<PlateImages> {
  const reader = outputReader(root);
  const [{ plate }, record] = [await readStoredPlan(reader), await readRunRecord(reader)];
  const contexts = wellContexts(plate);
  const records = await mapConcurrently(contexts, READ_AT_ONCE, (context) => storedRecord(reader, context));
  const stored = contexts.map((context, i) => ({ context, steps: records[i]?.stored ?? [] }));
  const storesImages = contexts.some(({ stepPlans }) =>
    stepPlans.some(({ outputs }) => outputs.get("image")?.store != null),
  );
  const wells = new Map<string, readonly StoredPlane[]>();
  for (const { context, steps } of stored) {
    const before = wells.get(context.axisId) ?? [];
    const images = storesImages ? lastImages(steps) : context.phase === 0 ? imagesRead(context) : [];
    const kept = images.length > 0 ? before.filter(({ label }) => label !== null) : before;
    const planes = [...kept, ...images, ...labelsStored(steps)];
    if (planes.length > 0) wells.set(context.axisId, planes);
  }
  // Windows are of the source plate.
  const known = contexts[0]?.plate.channels.toArray() ?? [];
  const channels = known.map(({ id, name, color = null }) => ({ id, name, color }));
  const named = namedImages(
    stored.map(({ context, steps }) => [context.axisId, steps] as const),
    channels,
  );
  if (wells.size === 0) throw fail("VIEW_EMPTY", `Cannot show '${root}': expected images of a well, got none`);
  const roots = { ...record.roots, output: root, ...(source === undefined ? {} : { source }) };
  const startup = { roots, modules: { ...record.modules, ...modules }, runId: "" };
  const storage = openStorage({ backends: backendsOf(plate) }, startup, moduleLoader(startup, importModule));
  return {
    name: `${record.plateId}: ${plate.pipelineName}`,
    format: contexts[0]?.plate.format?.toObject() ?? null,
    channels,
    wells,
    named,
    // A page that reads one plate by itself sees no other.
    zarr: named.size === 0 ? zarrOf(root, contexts) : null,
    load: ({ path, page, sample, backend }) => storage.load(path, backend, { page, sample }),
    close: () => storage.close(),
  };
}

function lastImages(steps: readonly StoredStep[]): readonly StoredPlane[] {
  const last = steps.findLast(({ planes }) => planes.some(({ output }) => output === "image"));
  return (last?.planes ?? [])
    .filter(({ output }) => output === "image")
    .map((plane) => ({ ...plane, label: null, page: 0, sample: null }));
}

function imagesRead({ images, layout, plate }: ProcessingContext): readonly StoredPlane[] {
  return images.toArray().map(({ path, page, sample }, i) => {
    const key = (layout.get(i)?.toObject() ?? {}) as PlaneKey;
    return { key, label: null, path, page, sample, backend: "source", pixelSizeUm: plate.calibration.pixelSizeUm };
  });
}

/** The last OME-Zarr plate that steps store their images in. */
function zarrOf(root: string, contexts: readonly ProcessingContext[]): string | null {
  const plans = contexts[0]?.stepPlans.toArray() ?? [];
  const last = plans.findLast(({ outputs }) => outputs.get("image")?.store != null);
  const zarr = last?.outputs.get("image")?.zarr ?? null;
  return zarr && join(root, zarr.path);
}
