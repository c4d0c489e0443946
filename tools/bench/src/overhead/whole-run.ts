import { rm } from "node:fs/promises";
import { type ExecuteOptions, executePlate } from "@ohcs/executor";
import { nodeRunHost } from "@ohcs/records/host";
import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { elapsed } from "../statistics/stopwatch.ts";
import type { Runtime } from "./runtime.ts";

/** A run from the lock to the metadata, on one worker. */
interface WholeRun {
  /** From the end of the first well, which imports modules, to the end of the last, by the wells between. */
  readonly msPerWell: number;
  /** All else: lock, plan, start of the worker, first well, reduction, metadata. */
  readonly restMs: number;
}

/** Executes the plate into `output`, which is removed afterwards. */
export async function wholeRun({ runner }: Runtime, plate: PreparedPlate, output: string): Promise<WholeRun> {
  const wells = plate.manifest.wells.length;
  const compiled = await plate.compile(output);
  const job = { plate: compiled, runner: runner(), workers: 1, startup: plate.startup(output), host: nodeRunHost() };
  const span = { first: Number.POSITIVE_INFINITY, last: 0 };
  const total = await elapsed(() => execute(job, span));
  await rm(output, { recursive: true });
  return { msPerWell: (span.last - span.first) / (wells - 1), restMs: total - (span.last - span.first) };
}

async function execute(job: ExecuteOptions, span: { first: number; last: number }): Promise<void> {
  const run = executePlate(job);
  run.subscribe(({ type, t }) => {
    if (type !== "wellFinished") return;
    span.first = Math.min(span.first, t);
    span.last = Math.max(span.last, t);
  });
  const { status } = await run.result;
  if (status !== "complete") throw new Error(`Cannot measure a run: it ended as '${status}'`);
}
