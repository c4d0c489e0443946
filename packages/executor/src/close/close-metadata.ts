import {
  type CompiledPlate,
  type Json,
  type MetadataFragment,
  type ProcessingContext,
  toJson,
  type WellRecord,
  type WellResult,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import type { OutputFolder } from "../host/run-host.ts";
import { storedRecord } from "../stored/stored-record.ts";
import { inOrder } from "../worker/in-order.ts";
import { type RecordOwner, recordPath } from "../worker/well-record-file.ts";
import { isDone } from "./is-done.ts";
import { type JsonObject, mergeMetadata, type PlateFacts } from "./merge-metadata.ts";

/** Records of a large plate need not all be in memory, nor their files open. */
const READ_AT_ONCE = 8;

/**
 * The metadata document that lies in the output plate; empty where there is none.
 * @throws `METADATA_CORRUPT`; the file stays as it is
 */
export async function readMetadata(folder: OutputFolder, path: string): Promise<JsonObject> {
  const text = await folder.readText(path);
  if (text === null) return {};
  const value = parsed(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw fail("METADATA_CORRUPT", `Cannot read '${path}': expected a JSON object, got something else`, {
    details: { path },
  });
}

/** Merges what the wells committed into the plate's metadata, once, when no well runs any more. */
export async function closeMetadata(
  folder: OutputFolder,
  plate: CompiledPlate,
  wells: ReadonlyMap<string, WellResult>,
): Promise<void> {
  const [context] = plate.phases.flatMap((phase) => (phase.kind === "map" ? phase.contexts : []));
  if (context === undefined) return;
  const existing = await readMetadata(folder, context.metadataTarget);
  const fragments = await fragmentsOf(folder, plate, wells);
  const merged = mergeMetadata(existing, fragments, factsOf(plate, context, wells));
  await folder.writeText(context.metadataTarget, `${JSON.stringify(merged, null, 2)}\n`);
}

/** What the wells that are done committed, in every stretch in which they had something to do. */
async function fragmentsOf(
  folder: OutputFolder,
  plate: CompiledPlate,
  wells: ReadonlyMap<string, WellResult>,
): Promise<readonly MetadataFragment[]> {
  const contexts = plate.phases.toArray().flatMap((phase) => (phase.kind === "map" ? phase.contexts.toArray() : []));
  const done = contexts.filter(({ axisId }) => isDone(wells.get(axisId)));
  return inOrder(done, READ_AT_ONCE, async (context) => (await readRecord(folder, context)).fragment);
}

async function readRecord(folder: OutputFolder, owner: RecordOwner): Promise<WellRecord> {
  const record = await storedRecord(folder, owner);
  if (record !== null) return record;
  const { axisId: well } = owner;
  const path = recordPath(owner);
  throw fail("RECORD_MISSING", `Cannot list the images of '${well}': expected its record at '${path}', got none`, {
    details: { well, path },
  });
}

function factsOf(plate: CompiledPlate, context: ProcessingContext, wells: ReadonlyMap<string, WellResult>): PlateFacts {
  const described = toJson(context.plate) as JsonObject;
  const grid = described.grid as { readonly rows: number; readonly columns: number } | null | undefined;
  const calibration = described.calibration as { readonly pixelSizeUm?: number | null } | undefined;
  const channels = (described.channels ?? []) as readonly { readonly id: string; readonly name: string | null }[];
  const states = plate.wells.toArray().map((well) => [well, stateOf(wells.get(well))] as const);
  return {
    handler: String(described.handler ?? ""),
    grid: grid ? [grid.rows, grid.columns] : null,
    pixelSizeUm: calibration?.pixelSizeUm ?? null,
    channelNames: Object.fromEntries(channels.map(({ id, name }) => [id, name])),
    wells: plate.wells.toArray(),
    complete: plate.wells.every((well) => isDone(wells.get(well))),
    ohcs: {
      specVersion: plate.specVersion,
      pipeline: plate.pipelineName,
      fingerprint: plate.fingerprint,
      wells: Object.fromEntries(states) as Json,
    },
  };
}

/** A well that an earlier run finished says the same as one that this run did. */
function stateOf(result: WellResult | undefined): string {
  return isDone(result) ? "success" : (result?.status ?? "cancelled");
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
