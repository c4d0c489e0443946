import { presets } from "@ohcs/functions/presets";
import { openPlate } from "@ohcs/microscopes/disk";
import { designPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { runPipeline } from "../plates/run-pipeline.ts";
import { interleave } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { summarize } from "../statistics/summary.ts";

/** A plate on disk, and the amount of data in it. */
interface SyntheticPlate {
  readonly root: string;
  readonly wells: number;
  readonly images: number;
  /** Bytes of all image files. */
  readonly rawBytes: number;
}

const FULL = { grid: [3, 3], tile: [512, 512] } as const;

const QUICK = { grid: [2, 2], tile: [256, 256] } as const;

/** Eight wells of 3 × 3 tiles with 2 channels and 3 z-planes each, 512 × 512 px, uint16; fewer and smaller tiles where quick. */
async function syntheticPlate(folder: string, quick: boolean): Promise<SyntheticPlate> {
  const design = designPlate({ name: "throughput", wells: 8, channels: 2, zSteps: 3, ...(quick ? QUICK : FULL) });
  const { plateFolder: root } = await writePlate(design, folder);
  const { images, wells } = await openPlate(root);
  const rawBytes = images.reduce((sum, { bytes }) => sum + bytes, 0);
  return { root, wells: wells.length, images: images.length, rawBytes };
}

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

/** Runs a built-in pipeline: see {@link runPipeline}. */
function runPreset(preset: string, plateRoot: string, workers: number): Promise<number> {
  const pipeline = presets[preset];
  if (pipeline === undefined) throw new Error(`Cannot run preset: there is no preset '${preset}'`);
  return runPipeline(pipeline, plateRoot, workers);
}
