import { join } from "node:path";
import type { PlateRun } from "@ohcs/executor";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { makeEmptyPlate } from "../overhead/empty-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";

/** The cost of one is below the noise of a run, that of many is not. */
const MANY = 200;

/** The cost of a listener in a run whose wells do nothing, so that events are most of the work. */
export const listenerCost: Benchmark = {
  name: "listeners",
  summary: "a run of empty wells with a listener that counts events, against one without",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const [wells, rounds] = quick ? [24, 1] : [96, 9];
  const plate = await makeEmptyPlate(folder, wells);
  const output = join(folder, "heard");
  const compiled = await plate.compile(output);
  say(`  ${rounds} rounds of ${wells} wells with 0, 1 and ${MANY} listeners`);
  let events = 0;
  const heard = (listeners: number) => async () => {
    let counted = 0;
    const subscribe = (run: PlateRun) => {
      for (let listener = 0; listener < listeners; listener++) run.subscribe(() => void counted++);
    };
    const { ms } = await runPrepared(plate, { output, compiled, observe: subscribe });
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
