import { definePipeline, type PipelineSpec, step } from "@ohcs/context";
import { gaussianBlur, maxProjection } from "@ohcs/functions";
import { designPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { type PipelineRun, runPipeline } from "../plates/run-pipeline.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";

/** Every plane is read and every result written by itself; the projection computes next to nothing, the blur a while. */
const PIPELINES: readonly PipelineSpec[] = [
  definePipeline({ name: "project", steps: [step("project", { func: maxProjection() })] }),
  definePipeline({ name: "blur", steps: [step("blur", { func: gaussianBlur({ sigma: 2 }) })] }),
];

/** The disk at hand, whose files lie in the page cache, and one where each image takes 20 ms of round trips more. */
const DISKS = { disk: "@ohcs/filemanager/disk", share: "@ohcs/bench/slow-disk" } as const;
const FULL = { grid: [3, 3], tile: [512, 512], rounds: 3 } as const;
const QUICK = { grid: [2, 2], tile: [128, 128], rounds: 1 } as const;

/** The gain from prefetching and write-behind on a plate of many small groups, on one and on two worker threads. */
export const overlapGain: Benchmark = {
  name: "overlap",
  summary: "prefetch and write-behind while computing, against one after the other",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const { grid, tile, rounds } = quick ? QUICK : FULL;
  const design = designPlate({ name: "overlap", wells: 4, channels: 2, zSteps: 2, grid, tile });
  const { plateFolder } = await writePlate(design, folder);
  const results: Record<string, object> = {};
  for (const pipeline of PIPELINES)
    for (const [disk, module] of Object.entries(DISKS))
      for (const workers of [1, 2]) {
        const name = `${pipeline.name} on ${disk}, ${workers === 1 ? "1 worker" : `${workers} workers`}`;
        say(`  ${name}`);
        const run = { plateRoot: plateFolder, pipeline, workers, disk: module };
        results[name] = await compare(run, rounds);
      }
  return { wells: 4, sites: grid[0] * grid[1], tile, ...results };
}

async function compare(run: PipelineRun, rounds: number): Promise<object> {
  const measure = (overlap: boolean) => async () => (await runPipeline({ ...run, tuning: { overlap } })).wellsMs;
  const { overlapped, sequential } = await interleave(rounds, {
    overlapped: measure(true),
    sequential: measure(false),
  });
  return {
    msOfAllWells: { overlapped: summarize(overlapped), sequential: summarize(sequential) },
    sequentialOverOverlapped: paired(sequential, overlapped),
  };
}
