import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { diskBackend } from "@ohcs/filemanager/disk";
import type { BenchmarkSetting } from "../../benchmark.ts";
import { atBest } from "../../statistics/at-best.ts";
import { interleave } from "../../statistics/interleave.ts";
import { paired } from "../../statistics/paired.ts";
import { elapsed } from "../../statistics/stopwatch.ts";
import { summarize } from "../../statistics/summary.ts";
import { renderedImage } from "../rendered-image.ts";

const SIDES = [512, 1024, 2048];

/** Loading an uncompressed TIFF, against reading the bytes of its file. */
export async function plainTiffs({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
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
