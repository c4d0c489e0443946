import type { WellTask } from "@ohcs/context";
import { Tinypool } from "tinypool";
import { elapsed } from "../statistics/rounds.ts";
import type { Contestant } from "./added-times.ts";
import type { Runtime } from "./runtime.ts";

/**
 * Plain Tinypool with one worker, which has answered once: gets the same messages as a worker of ours, and only calls
 * the function.
 */
export async function openBarePool({ tinypool }: Runtime, tasks: readonly WellTask[]): Promise<Contestant> {
  const pool = new Tinypool({
    filename: import.meta.resolve("@ohcs/bench/bare-task"),
    name: "callNothing",
    runtime: tinypool,
    minThreads: 1,
    maxThreads: 1,
    execArgv: [],
  });
  await runAll(pool, tasks.slice(0, 1));
  return {
    msPerWell: async () => (await elapsed(() => runAll(pool, tasks))) / tasks.length,
    close: () => pool.destroy(),
  };
}

async function runAll(pool: Tinypool, tasks: readonly WellTask[]): Promise<void> {
  for (const task of tasks) await pool.run(task);
}
