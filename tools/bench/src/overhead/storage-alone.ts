import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlateManifest } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { LAYOUT, recordPath } from "@ohcs/records";
import { elapsed } from "../statistics/rounds.ts";
import type { Contestant } from "./added-times.ts";

/**
 * Writes the bytes of the records that wells left at `output` once more, by the bare calls of the system: a temporary
 * file written and synced, renamed, its folder synced. The disk's share of a well, independent of the engine.
 */
export async function openRecordSaver({ wells }: PlateManifest, output: string): Promise<Contestant> {
  const folder = join(output, LAYOUT.own, "alone");
  mkdirSync(folder, { recursive: true });
  return {
    msPerWell: async () => {
      const records = await Promise.all(
        wells.map((well) => readFile(join(output, recordPath({ axis: "well", axisId: well, phase: 0 })))),
      );
      return (await elapsed(() => writeAll(records))) / wells.length;
    },
    close: async () => undefined,
  };

  function writeAll(records: readonly Uint8Array[]): void {
    for (const [i, record] of records.entries()) writeDurably(folder, `${wells[i]}.json`, record);
  }
}

function writeDurably(folder: string, name: string, bytes: Uint8Array): void {
  const temporary = join(folder, `.${name}.tmp`);
  const file = openSync(temporary, "wx");
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(temporary, join(folder, name));
  const directory = openSync(folder, "r");
  fsyncSync(directory);
  closeSync(directory);
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
