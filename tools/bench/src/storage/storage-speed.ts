import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StoredImage } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON } from "../machine/python-peer.ts";
import { atBest, elapsed, interleave, paired, summarize } from "../statistics/rounds.ts";
import { renderedImage } from "./rendered-image.ts";
import { compressedTiffs } from "./tiff/compressed-tiffs.ts";
import { againstPython } from "./zarr/against-python.ts";
import type { Storage } from "./zarr/bench-plate.ts";
import { pyramidShare } from "./zarr/pyramid-share.ts";

const STORAGES: Readonly<Record<string, Storage>> = {
  "none, shards": { codec: { name: "none" } },
  "zstd 3, shards": { codec: { name: "zstd", level: 3 } },
  "none, chunks of 0.4": { ngffVersion: "0.4", codec: { name: "none" } },
  "zstd 3, chunks of 0.4": { ngffVersion: "0.4", codec: { name: "zstd", level: 3 } },
};

/** Writing a plane into an OME-Zarr plate and reading it, against zarr-python, and the share of its pyramid. */
async function zarrWriting({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const image: StoredImage = renderedImage(quick ? 512 : 2048);
  const rounds = quick ? 2 : 31;
  const python = findPython();
  if (python === null) say(`  zarr-python: ${NO_PYTHON}`);
  const results: Record<string, object> = {};
  for (const [i, [name, storage]] of Object.entries(STORAGES).entries()) {
    say(`  Zarr, ${name}`);
    const place = { root: folder, path: `zarr-${i}`, image, storage, rounds };
    const rival = python === null ? NO_PYTHON : await againstPython(place, python);
    results[name] = { zarrPython: rival, pyramid: await pyramidShare(place) };
  }
  return { side: image.shape[0], storages: results };
}

const SIDES = [512, 1024, 2048];

/** Loading an uncompressed TIFF, against reading the bytes of its file. */
async function plainTiffs({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const results: Record<string, object> = {};
  for (const side of quick ? SIDES.slice(0, 1) : SIDES) results[side] = await compare(side, quick ? 5 : 199, folder);
  say(`  uncompressed TIFFs of ${Object.keys(results).join(", ")} px a side`);
  return results;
}

async function compare(side: number, rounds: number, folder: string): Promise<object> {
  const disk = await diskBackend.create({ root: folder });
  const name = `plain-${side}.tif`;
  await disk.save(name, renderedImage(side));
  const { load, bytes } = await interleave(rounds, {
    load: () => elapsed(() => disk.load(name)),
    bytes: () => elapsed(() => readFile(join(folder, name))),
  });
  await disk.close();
  return {
    loadMs: summarize(load),
    bytesMs: summarize(bytes),
    loadOverBytes: paired(load, bytes),
    atBest: atBest(load, bytes),
  };
}

export const storageSpeed: Benchmark = {
  name: "storage",
  summary: "TIFFs read, and OME-Zarr written and read, against the bare bytes and other libraries",
  run,
};

async function run(setting: BenchmarkSetting, folder: string): Promise<object> {
  return {
    plainTiff: await plainTiffs(setting, folder),
    compressedTiff: await compressedTiffs(setting, folder),
    zarr: await zarrWriting(setting, folder),
  };
}
