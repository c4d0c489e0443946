import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { definePipeline, step } from "@ohcs/context";
import { slurmRunner } from "@ohcs/distributed/slurm";
import { gaussianBlur } from "@ohcs/functions";
import { openPlate } from "@ohcs/microscopes/disk";
import { tinyPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { type PreparedPlate, preparePlate } from "../plates/prepared-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import { summarize } from "../statistics/rounds.ts";

/** What a task of an array costs on Slurm, beside its wells. */
export const chunkCost: Benchmark = {
  name: "chunks",
  summary: "what a task of Slurm costs, two at a time; needs SLURM_CONF",
  run,
};

const AT_ONCE = 2;
/** As it is built: no package may depend on the command line. */
const OHCS = fileURLToPath(new URL("../../apps/cli/dist/ohcs.js", import.meta.resolve("@ohcs/bench/package.json")));

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  if (process.env.SLURM_CONF === undefined) {
    say("chunks: left out, needs Slurm; .ci/services starts one and sets SLURM_CONF");
    return { leftOut: "no SLURM_CONF" };
  }
  const plate = await smallWells(folder, quick ? 2 : 24);
  const times = join(folder, "times");
  // The shell says what its children took.
  const timed = ["sh", "-c", `"$@"; code=$?; times >> '${times}'; exit $code`, "sh"];
  const command = [...timed, process.execPath, OHCS, "worker"];
  const runner = slurmRunner({ command, slots: 1, wellsPerTask: 1, parallel: AT_ONCE, pollMs: 100, lookMs: 1_000 });
  const { ms } = await runPrepared(plate, { output: join(folder, "out"), runner });
  const seconds = ms / 1_000;
  const processorMs = childrenIn(await readFile(times, "utf8"));
  // What is made of all wells is a task of its own, which may have been ended after its result.
  const tasks = plate.manifest.wells.length + 1;
  const secondsPerTaskAndSlot = (seconds * AT_ONCE) / tasks;
  // On a machine with other work the clock counts that, too; Slurm itself is not in the processor time.
  return { tasks, seconds, secondsPerTaskAndSlot, processorMsPerTask: summarize(processorMs) };
}

/** A plate whose wells take next to no time, and need only modules that the program brings along. */
async function smallWells(folder: string, wells: number): Promise<PreparedPlate> {
  const { plateFolder } = await writePlate(tinyPlate({ name: "small", wells }), join(folder, "small"));
  const pipeline = definePipeline({ name: "smooth", steps: [step("smooth", { func: gaussianBlur({ sigma: 1 }) })] });
  const plate = preparePlate(await openPlate(plateFolder), pipeline);
  const startup = (output: string) => {
    const { modules, ...rest } = plate.startup(output);
    const own = Object.entries(modules).filter(([name]) => !name.startsWith("@ohcs/bench/"));
    return { ...rest, modules: Object.fromEntries(own) };
  };
  return { ...plate, startup };
}

/** User and system time of children, ms: the second line of each pair that `times` prints, as `0m0.31s 0m0.04s`. */
function childrenIn(text: string): readonly number[] {
  const lines = text.trim().split("\n");
  return lines.flatMap((line, i) => {
    const parts = [...line.matchAll(/(\d+)m([\d.]+)s/g)].map(
      ([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds),
    );
    return i % 2 === 1 ? [parts.reduce((sum, part) => sum + part, 0) * 1_000] : [];
  });
}
