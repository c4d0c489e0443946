import type { PlateRun } from "@ohcs/executor";
import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";

/** The times of the wells of one run. */
export interface TimedWells {
  /** From the start of the first to the end of the last, ms. */
  readonly makespanMs: number;
  /** What each took, ms, in the order in which they began. */
  readonly durationsMs: readonly number[];
  /** Processor time of the whole run, all threads, ms. */
  readonly cpuMs: number;
}

/** Runs a plate on worker threads into `output`, which is removed afterwards. */
export async function timedWells(plate: PreparedPlate, workers: number, output: string): Promise<TimedWells> {
  const [began, ended]: [Map<string, number>, number[]] = [new Map(), []];
  const observe = (run: PlateRun) =>
    run.subscribe((event) => {
      if (event.type === "wellStarted") began.set(event.well, event.t);
      if (event.type === "wellFinished") ended.push(event.t);
    });
  const { value, cpuMs } = await runPrepared(plate, { output, workers, observe });
  return {
    makespanMs: Math.max(...ended) - Math.min(...began.values()),
    cpuMs,
    durationsMs: [...began.keys()].map((well) => value.wells[well]?.durationMs ?? Number.NaN),
  };
}
