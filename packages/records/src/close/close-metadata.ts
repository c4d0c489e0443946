import { type CompiledPlate, type Json, type ProcessingContext, readJson, type WellResult } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { OutputFolder } from "../run-host.ts";
import { wellContexts } from "../stored/well-contexts.ts";
import { committedFragments } from "./committed-fragments.ts";
import { type JsonObject, mergeMetadata } from "./merge-metadata.ts";
import { stageFactsOf } from "./stage-facts.ts";

/**
 * The metadata document in the output plate; empty if there is none.
 * @throws `METADATA_CORRUPT`; the file is not changed
 */
export async function readMetadata(folder: OutputFolder, path: string): Promise<JsonObject> {
  const text = await folder.readText(path);
  if (text === null) return {};
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw fail("METADATA_CORRUPT", `Cannot read '${path}': it is not a JSON object`, {
    details: { path },
  });
}

/** Merges the committed fragments of wells into the plate's metadata, once, after all wells have ended. */
export async function closeMetadata(
  folder: OutputFolder,
  plate: CompiledPlate,
  wells: ReadonlyMap<string, WellResult>,
): Promise<void> {
  const contexts = wellContexts(plate);
  const [context] = contexts;
  if (context === undefined) return;
  const existing = await readMetadata(folder, context.metadataTarget);
  const { fragments, done } = await committedFragments(folder, plate, wells);
  const states = plate.wells
    .toArray()
    .map((well) => [well, done.has(well) ? "success" : (wells.get(well)?.status ?? "cancelled")]);
  const merged = mergeMetadata(existing, fragments, {
    ...factsOf(plate, context, Object.fromEntries(states) as Json),
    stage: stageFactsOf(contexts),
    folders: foldersListed(contexts),
    complete: done.size === states.length,
  });
  await folder.writeText(context.metadataTarget, `${JSON.stringify(merged, null, 2)}\n`);
}

/** The folders whose images the plan lists. Most wells share their step plans. */
function foldersListed(contexts: readonly ProcessingContext[]): readonly string[] {
  const plans = new Set(contexts.map(({ stepPlans }) => stepPlans));
  const outputs = [...plans].flatMap((list) => list.toArray().flatMap((plan) => [...plan.outputs.values()]));
  return [...new Set(outputs.flatMap(({ store }) => (store?.listed ? [store.directory] : [])))];
}

function factsOf(plate: CompiledPlate, context: ProcessingContext, states: Json) {
  const { handler, grid, calibration, channels } = context.plate;
  return {
    handler,
    grid: grid && ([grid.rows, grid.columns] as const),
    pixelSizeUm: calibration.pixelSizeUm,
    channelNames: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    wells: plate.wells.toArray(),
    ohcs: {
      specVersion: plate.specVersion,
      pipeline: plate.pipelineName,
      fingerprint: plate.fingerprint,
      wells: states,
    },
  };
}

function parsed(text: string): Json | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}
