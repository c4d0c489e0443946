import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { interleave } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { summarize } from "../statistics/summary.ts";
import { runPreset } from "./run-preset.ts";
import { type SyntheticPlate, syntheticPlate } from "./synthetic-plate.ts";

const PRESETS = ["project", "stitch-and-count"] as const;
const BYTES_PER_MB = 1e6;

/** Whole runs of a plate on one and on two worker threads; its files were just written and lie in the page cache. */
export const plateThroughput: Benchmark = {
  name: "throughput",
  summary: "a synthetic plate of eight wells, 1 against 2 worker threads",
  run: (setting) => withScratchFolder((folder) => run(setting, folder)),
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const plate = await syntheticPlate(folder, quick);
  const results: Record<string, object> = {};
  for (const preset of PRESETS) {
    say(`  ${preset}`);
    results[preset] = await compareWidths(preset, plate, quick ? 1 : 3);
  }
  const { wells, images, rawBytes } = plate;
  return { wells, images, rawMb: rawBytes / BYTES_PER_MB, presets: results };
}

async function compareWidths(preset: string, { root, rawBytes }: SyntheticPlate, rounds: number): Promise<object> {
  const { one, two } = await interleave(rounds, {
    one: () => runPreset(preset, root, 1),
    two: () => runPreset(preset, root, 2),
  });
  const figures = (ms: readonly number[]) => ({
    ms: summarize(ms),
    bestMbPerS: rawBytes / BYTES_PER_MB / (Math.min(...ms) / 1000),
  });
  return { oneWorker: figures(one), twoWorkers: figures(two), speedUp: paired(one, two) };
}
