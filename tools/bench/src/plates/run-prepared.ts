import { rm } from "node:fs/promises";
import type { CompiledPlate, PlateResult, WellRunner } from "@ohcs/context";
import { executePlate, type PlateRun } from "@ohcs/executor";
import { threadsRunner } from "@ohcs/executor/threads";
import { nodeRunHost } from "@ohcs/records/host";
import { type Timed, timed } from "../statistics/rounds.ts";
import type { PreparedPlate } from "./prepared-plate.ts";

interface PreparedRunOptions {
  /** The folder of the output plate, which is removed afterwards. */
  readonly output: string;
  /** @default one that is compiled before the clock starts */
  readonly compiled?: CompiledPlate;
  /** @default worker threads */
  readonly runner?: WellRunner;
  /** @default 1 */
  readonly workers?: number;
  /** Subscribes to the events of the run. */
  readonly observe?: (run: PlateRun) => void;
}

/** Runs a plate, from the lock to the metadata. @throws `Error` where not every well succeeds */
export async function runPrepared(
  plate: PreparedPlate,
  { output, compiled, runner = threadsRunner(), workers = 1, observe }: PreparedRunOptions,
): Promise<Timed<PlateResult>> {
  const compiledPlate = compiled ?? (await plate.compile(output));
  const job = { plate: compiledPlate, runner, workers, startup: plate.startup(output), host: nodeRunHost() };
  const done = await timed(() => {
    const run = executePlate(job);
    observe?.(run);
    return run.result;
  });
  if (done.value.status !== "complete") throw new Error(`Cannot measure a run: it ended as '${done.value.status}'`);
  await rm(output, { recursive: true });
  return done;
}
