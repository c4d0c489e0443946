import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { makeEmptyPlate } from "../overhead/empty-plate.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";
import { pixelMemory } from "./pixel-memory.ts";
import { runMemory } from "./run-memory.ts";

const RUNS = 10;
const WARM_UP = 3;
const MIB = 2 ** 20;

/** Whether memory depends on the number of wells, or of runs. */
export const memoryGrowth: Benchmark = {
  name: "memory",
  summary:
    "peak memory of many wells against few, empty and with real images, and what is left after each of ten runs in one process",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const [few, more, many, rounds] = quick ? [6, 24, 96, 1] : [96, 384, 1536, 3];
  const { manifest } = await makeEmptyPlate(folder, 1);
  say(`  ${rounds} rounds of ${few}, ${more} and ${many} wells, a process each`);
  const kept: Record<number, number> = {};
  const peakOf = (wells: number) => async () => {
    const { peakBytes, after } = await runMemory(manifest.root, wells, 1);
    kept[wells] = after[0]?.heapBytes ?? Number.NaN;
    return peakBytes / MIB;
  };
  const peaks = await interleave(rounds, { few: peakOf(few), more: peakOf(more), many: peakOf(many) });
  const pixels: object[] = [];
  for (const channels of [1, 4]) {
    say(`  plates of real images, ${channels} channels`);
    pixels.push(await pixelMemory({ channels, tile: quick ? 64 : 1080, wells: [few, more, many] }, folder));
  }
  say(`  ${RUNS} runs of ${few} wells in one process`);
  const { after } = await runMemory(manifest.root, few, RUNS);
  return {
    wells: { few, more, many },
    peakMib: { few: summarize(peaks.few), more: summarize(peaks.more), many: summarize(peaks.many) },
    moreOverFew: paired(peaks.more, peaks.few),
    manyOverFew: paired(peaks.many, peaks.few),
    keptBytesPerWell: ((kept[many] ?? Number.NaN) - (kept[few] ?? Number.NaN)) / (many - few),
    pixels,
    runs: growth(after),
  };
}

/** The retained memory after each run, and that of the last relative to the run after which everything was loaded. */
function growth(after: Awaited<ReturnType<typeof runMemory>>["after"]): object {
  const mib = (name: "heapBytes" | "externalBytes" | "rssBytes") => after.map((one) => one[name] / MIB);
  const ratio = (values: readonly number[]) => (values.at(-1) ?? Number.NaN) / (values[WARM_UP - 1] ?? Number.NaN);
  const [heapMib, externalMib, rssMib] = [mib("heapBytes"), mib("externalBytes"), mib("rssBytes")];
  return { heapMib, externalMib, rssMib, lastOverThird: { heap: ratio(heapMib), rss: ratio(rssMib) } };
}
