import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoredImage } from "@ohcs/context";
import { openPythonPeer } from "../../machine/python-peer.ts";
import { atBest, elapsed, interleave, paired, summarize } from "../../statistics/rounds.ts";
import { benchPlate, type Storage } from "./bench-plate.ts";

/** What to write and read, where, how, and how often. */
export interface ZarrWriting {
  readonly root: string;
  readonly path: string;
  readonly image: StoredImage;
  readonly storage: Storage;
  readonly rounds: number;
}

/**
 * Saves and loads a plane without smaller levels by turns with zarr-python, which writes the same chunks by the same codec and
 * level.
 */
export async function againstPython(
  { root, path, image, storage, rounds }: ZarrWriting,
  python: string,
): Promise<object> {
  const declare = (who: string) => benchPlate(root, `${path}-${who}.zarr`, image, { ...storage, levels: 1 });
  const [own, other] = [await declare("ours"), await declare("python")];
  const plane = join(root, "plane.raw");
  await writeFile(plane, new Uint8Array(image.data.buffer, image.data.byteOffset, image.data.byteLength));
  const args = [join(root, other.array), plane];
  // `--sync`: each file and its folder are synced after writing, as ours are.
  const open = (synced: boolean) => openPythonPeer(python, "zarr_plane.py", synced ? [...args, "--sync"] : args);
  const [asItComes, synced] = [await open(false), await open(true)];
  const ms = await interleave(rounds, {
    ours: () => elapsed(own.save),
    asItComes: async () => Number(await asItComes.ask("write")),
    synced: async () => Number(await synced.ask("write")),
    read: () => elapsed(own.read),
    readByPython: async () => Number(await asItComes.ask("read")),
  });
  await Promise.all([asItComes.close(), synced.close()]);
  checkSame(image, await other.load());
  return {
    oursMs: summarize(ms.ours),
    asItComesMs: summarize(ms.asItComes),
    syncedMs: summarize(ms.synced),
    speedOverAsItComes: paired(ms.asItComes, ms.ours),
    readMs: summarize(ms.read),
    pythonReadMs: summarize(ms.readByPython),
    speedOverSynced: paired(ms.synced, ms.ours),
    readSpeed: paired(ms.readByPython, ms.read),
    atBest: {
      speedOverAsItComes: atBest(ms.asItComes, ms.ours),
      speedOverSynced: atBest(ms.synced, ms.ours),
      readSpeed: atBest(ms.readByPython, ms.read),
    },
  };
}

function checkSame({ data }: StoredImage, other: StoredImage): void {
  if (data.length === other.data.length && data.every((sample, i) => sample === other.data[i])) return;
  throw new Error("Cannot compare writers: zarr-python wrote another plane");
}
