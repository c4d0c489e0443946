import { rm } from "node:fs/promises";
import { executePlate } from "@ohcs/executor";
import { threadsRunner } from "@ohcs/executor/threads";
import { nodeRunHost } from "@ohcs/records/host";
import type { PreparedPlate } from "../plates/prepared-plate.ts";

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
  const compiled = await plate.compile(output);
  const job = {
    plate: compiled,
    runner: threadsRunner(),
    workers,
    startup: plate.startup(output),
    host: nodeRunHost(),
  };
  const run = executePlate(job);
  const [began, ended]: [Map<string, number>, number[]] = [new Map(), []];
  run.subscribe((event) => {
    if (event.type === "wellStarted") began.set(event.well, event.t);
    if (event.type === "wellFinished") ended.push(event.t);
  });
  const before = process.cpuUsage();
  const { status, wells } = await run.result;
  const { user, system } = process.cpuUsage(before);
  if (status !== "complete") throw new Error(`Cannot measure a run: it ended as '${status}'`);
  await rm(output, { recursive: true });
  return {
    makespanMs: Math.max(...ended) - Math.min(...began.values()),
    cpuMs: (user + system) / 1000,
    durationsMs: [...began.keys()].map((well) => wells[well]?.durationMs ?? Number.NaN),
  };
}
