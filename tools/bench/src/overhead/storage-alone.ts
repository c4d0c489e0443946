import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Json, PlateManifest } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { elapsed } from "../statistics/stopwatch.ts";
import type { Contestant } from "./contestant.ts";

/**
 * Saves the records that wells left at `output` once more, from this thread: file written and synced, renamed, folder
 * synced, all as a worker does it: in the calling thread. What a well owes to the disk however fast the engine is.
 */
export async function openRecordSaver({ wells }: PlateManifest, output: string): Promise<Contestant> {
  const disk = await diskBackend.create({ root: output });
  return {
    msPerWell: async () => {
      const records = await Promise.all(wells.map((well) => readRecord(output, well)));
      return (await elapsed(() => saveAll(records))) / wells.length;
    },
    close: () => disk.close(),
  };

  async function saveAll(records: readonly (readonly [string, Json])[]): Promise<void> {
    for (const [well, record] of records)
      await disk.saveJson(`.ohcs/alone/${well}.json`, record, { ifExists: "replace", mayBlock: true });
  }
}

async function readRecord(output: string, well: string): Promise<readonly [string, Json]> {
  return [well, JSON.parse(await readFile(join(output, ".ohcs", "wells", `${well}.json`), "utf8"))];
}

/** Loads the one plane of each well, from this thread. */
export async function openPlaneLoader({ root, images }: PlateManifest): Promise<Contestant> {
  const disk = await diskBackend.create({ root, readOnly: true });
  return {
    msPerWell: async () => (await elapsed(loadAll)) / images.length,
    close: () => disk.close(),
  };

  async function loadAll(): Promise<void> {
    for (const { path } of images) await disk.load(path, { mayBlock: true });
  }
}
