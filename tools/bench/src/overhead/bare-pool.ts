import type { WellTask } from "@ohcs/context";
import { Tinypool } from "tinypool";
import { elapsed } from "../statistics/stopwatch.ts";
import type { Contestant } from "./contestant.ts";
import type { Runtime } from "./runtime.ts";

/** Tinypool as it comes, with one worker: gets the same messages as a worker of ours, and only calls the function. */
export function openBarePool({ tinypool }: Runtime, tasks: readonly WellTask[]): Contestant {
  const pool = new Tinypool({
    filename: import.meta.resolve("@ohcs/bench/bare-task"),
    name: "callNothing",
    runtime: tinypool,
    minThreads: 1,
    maxThreads: 1,
    execArgv: [],
  });
  return {
    msPerWell: async () => (await elapsed(() => runAll(pool, tasks))) / tasks.length,
    close: () => pool.destroy(),
  };
}

async function runAll(pool: Tinypool, tasks: readonly WellTask[]): Promise<void> {
  for (const task of tasks) await pool.run(task);
}
