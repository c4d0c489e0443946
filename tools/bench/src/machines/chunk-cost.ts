import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { slurmRunner } from "@ohcs/distributed/slurm";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { makeSpinningPlate } from "../schedule/spinning-plate.ts";
import { summarize } from "../statistics/summary.ts";
import { runOn } from "./worker-gain.ts";

/** What a task of an array costs on Slurm, beside its wells. */
export const chunkCost: Benchmark = {
  name: "chunks",
  summary: "what a task of Slurm costs, two at a time; needs SLURM_CONF",
  run: (setting) => withScratchFolder((folder) => run(setting, folder)),
};

const AT_ONCE = 2;

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  if (process.env.SLURM_CONF === undefined) {
    say("chunks: left out, needs Slurm; .ci/services starts one and sets SLURM_CONF");
    return { leftOut: "no SLURM_CONF" };
  }
  const wells = quick ? 2 : 24;
  const plate = await makeSpinningPlate(folder, { name: "empty", wells, msPerSite: 1, sitesOfFirst: 1 });
  const program = fileURLToPath(import.meta.resolve("@ohcs/bench/chunk-process"));
  const times = join(folder, "times");
  const command = [process.execPath, program, times];
  const runner = slurmRunner({ command, slots: 1, wellsPerTask: 1, parallel: AT_ONCE, pollMs: 100, lookMs: 1_000 });
  const began = performance.now();
  await runOn(plate, runner, join(folder, "out"));
  const seconds = (performance.now() - began) / 1_000;
  const processorMs = (await readFile(times, "utf8")).trim().split("\n").map(Number);
  // What is made of all wells is a task of its own.
  const tasks = processorMs.length;
  const secondsPerTaskAndSlot = (seconds * AT_ONCE) / tasks;
  // On a machine with other work the clock counts that, too; Slurm itself is not in the processor time.
  return { tasks, seconds, secondsPerTaskAndSlot, processorMsPerTask: summarize(processorMs) };
}
