import { join } from "node:path";
import { diskBackend, type TiffOptions } from "@ohcs/filemanager/disk";
import type { BenchmarkSetting } from "../../benchmark.ts";
import { atBest, elapsed, interleave, type Measure, paired, summarize } from "../../statistics/rounds.ts";
import { renderedImage } from "../rendered-image.ts";
import { RIVALS, type TiffReader } from "./tiff-readers.ts";

const KINDS: Readonly<Record<string, TiffOptions>> = {
  lzw: { compression: "lzw", predictor: false },
  "lzw, predictor": { compression: "lzw", predictor: true },
  deflate: { compression: "deflate", predictor: false },
  "deflate, predictor": { compression: "deflate", predictor: true },
};

const SURVEY_ROUNDS = 3;
const RIVAL_NAMES = Object.keys(RIVALS) as (keyof typeof RIVALS)[];

/** Loading compressed TIFFs, against other readers: all of them a few times, then the fastest many times. */
export async function compressedTiffs({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const results: Record<string, object> = {};
  for (const [kind, options] of Object.entries(KINDS)) {
    say(`  TIFF, ${kind}`);
    results[kind] = await compare(options, folder, quick ? [256, 2] : [1024, 99]);
  }
  return results;
}

async function compare(tiff: TiffOptions, folder: string, [side, rounds]: readonly [number, number]): Promise<object> {
  const disk = await diskBackend.create({ root: folder, tiff });
  const image = renderedImage(side);
  await disk.save("compressed.tif", image, { ifExists: "replace" });
  const file = join(folder, "compressed.tif");
  const readers = { ours: async () => (await disk.load("compressed.tif")).data as Uint16Array, ...RIVALS };
  for (const [name, read] of Object.entries(readers)) checkSame(name, await read(file), image.data);
  const measures = Object.entries<TiffReader>(readers).map(([name, read]) => [name, () => elapsed(() => read(file))]);
  const times = await interleave(SURVEY_ROUNDS, Object.fromEntries(measures) as Record<string, Measure>);
  const ms = Object.fromEntries(Object.entries(times).map(([name, values]) => [name, summarize(values)]));
  const fastest = RIVAL_NAMES.reduce((best, name) => (bestOf(ms, name) < bestOf(ms, best) ? name : best));
  const duel = await interleave(rounds, {
    ours: () => elapsed(() => readers.ours()),
    rival: () => elapsed(() => RIVALS[fastest](file)),
  });
  await disk.close();
  const { ours, rival } = duel;
  return { side, ms, fastestRival: fastest, oursOverFastest: paired(ours, rival), atBest: atBest(ours, rival) };
}

function bestOf(ms: Readonly<Record<string, { readonly min: number }>>, name: string): number {
  return ms[name]?.min ?? Number.POSITIVE_INFINITY;
}

function checkSame(name: string, samples: Uint16Array, expected: Uint16Array): void {
  if (samples.length === expected.length && samples.every((sample, i) => sample === expected[i])) return;
  throw new Error(`Cannot compare readers: the samples of '${name}' differ`);
}
