import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { CompiledPlate } from "@ohcs/context";
import { executePlate } from "@ohcs/executor";
import { threadsRunner } from "@ohcs/executor/threads";
import { nodeRunHost } from "@ohcs/records/host";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { withScratchFolder } from "../machine/scratch-folder.ts";
import { makeEmptyPlate } from "../overhead/empty-plate.ts";
import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { interleave } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { elapsed } from "../statistics/stopwatch.ts";
import { summarize } from "../statistics/summary.ts";

/** The cost of one is below the noise of a run, that of many is not. */
const MANY = 200;

/** The cost of a listener in a run whose wells do nothing, so that events are most of the work. */
export const listenerCost: Benchmark = {
  name: "listeners",
  summary: "a run of empty wells with a listener that counts events, against one without",
  run: (setting) => withScratchFolder((folder) => run(setting, folder)),
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const [wells, rounds] = quick ? [24, 1] : [96, 9];
  const plate = await makeEmptyPlate(folder, wells);
  const output = join(folder, "heard");
  const compiled = await plate.compile(output);
  say(`  ${rounds} rounds of ${wells} wells with 0, 1 and ${MANY} listeners`);
  let events = 0;
  const heard = (listeners: number) => async () => {
    const { ms, counted } = await heardRun(plate, compiled, output, listeners);
    if (listeners === 1) events = counted;
    return ms;
  };
  const { none, one, many } = await interleave(rounds, { none: heard(0), one: heard(1), many: heard(MANY) });
  return {
    wells,
    events,
    listeners: MANY,
    ms: { none: summarize(none), one: summarize(one), many: summarize(many) },
    oneOverNone: paired(one, none),
    shareOfOneListener: paired(many, none, (loud, silent) => (loud - silent) / MANY / silent),
  };
}

/** Executes the plate on one worker thread into `output`, which is removed afterwards. */
async function heardRun({ startup }: PreparedPlate, plate: CompiledPlate, output: string, listeners: number) {
  let counted = 0;
  const job = { plate, runner: threadsRunner(), workers: 1, startup: startup(output), host: nodeRunHost() };
  const ms = await elapsed(async () => {
    const run = executePlate(job);
    for (let listener = 0; listener < listeners; listener++) run.subscribe(() => void counted++);
    const { status } = await run.result;
    if (status !== "complete") throw new Error(`Cannot measure a run: it ended as '${status}'`);
  });
  await rm(output, { recursive: true });
  return { ms, counted };
}
