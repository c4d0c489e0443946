import { join } from "node:path";
import { definePipeline, type PipelineSpec, step } from "@ohcs/context";
import { gaussianBlur, median } from "@ohcs/functions";
import { designPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { runPipeline } from "../plates/run-pipeline.ts";
import { atBest, interleave, paired, summarize } from "../statistics/rounds.ts";

/** Each plane is a group; the median computes long for each, the blur not much longer than reading and writing take. */
const PIPELINES: readonly PipelineSpec[] = [
  definePipeline({ name: "median", steps: [step("median", { func: median({ size: 5 }) })] }),
  definePipeline({ name: "blur", steps: [step("blur", { func: gaussianBlur({ sigma: 4 }) })] }),
];

const FULL = { grid: [3, 3], tile: [1024, 1024], rounds: 5 } as const;
const QUICK = { grid: [2, 2], tile: [256, 256], rounds: 1 } as const;

/** The gain from a second worker thread on a plate of one well, by computing some of its groups. */
export const spreadGain: Benchmark = {
  name: "spread",
  summary: "one well on 2 worker threads against 1, its groups spread over them",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const { grid, tile, rounds } = quick ? QUICK : FULL;
  const plateOf = async (wells: number, channels: number) => {
    const design = designPlate({ name: `spread${wells}`, wells, channels, zSteps: 1, grid, tile });
    return (await writePlate(design, join(folder, design.name))).plateFolder;
  };
  const plates = { together: await plateOf(1, 2), apart: await plateOf(2, 1) };
  const results: Record<string, object> = {};
  for (const pipeline of PIPELINES) {
    say(`  ${pipeline.name}`);
    results[pipeline.name] = await compare(plates, pipeline, rounds);
  }
  return { wells: 1, groups: 2 * grid[0] * grid[1], tile, ...results };
}

/**
 * The same number of groups in one well, and in two wells: `apart` is the gain from two threads on this machine at this
 * time.
 */
interface Plates {
  readonly together: string;
  readonly apart: string;
}

async function compare(plates: Plates, pipeline: PipelineSpec, rounds: number): Promise<object> {
  const measure = (plateRoot: string, workers: number, spread: boolean) => async () =>
    (await runPipeline({ plateRoot, pipeline, workers, tuning: { spread } })).wellsMs;
  const { one, two, off, apartOne, apartTwo } = await interleave(rounds, {
    one: measure(plates.together, 1, true),
    two: measure(plates.together, 2, true),
    off: measure(plates.together, 2, false),
    apartOne: measure(plates.apart, 1, true),
    apartTwo: measure(plates.apart, 2, true),
  });
  const together = one.map((ms, round) => ms / (two[round] ?? Number.NaN));
  const asWells = apartOne.map((ms, round) => ms / (apartTwo[round] ?? Number.NaN));
  return {
    msOfTheWell: { oneWorker: summarize(one), twoWorkers: summarize(two), twoWorkersOff: summarize(off) },
    oneWorkerOverTwo: { ...paired(one, two), atBest: atBest(one, two) },
    offOverOn: paired(off, two),
    twoWells: { oneWorkerOverTwo: { ...paired(apartOne, apartTwo), atBest: atBest(apartOne, apartTwo) } },
    shareOfTwoWells: paired(together, asWells),
  };
}
