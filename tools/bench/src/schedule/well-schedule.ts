import { join } from "node:path";
import type { PlateRun } from "@ohcs/executor";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import type { PreparedPlate } from "../plates/prepared-plate.ts";
import { runPrepared } from "../plates/run-prepared.ts";
import { atBest, interleave, paired, summarize } from "../statistics/rounds.ts";
import { makeSpinningPlate } from "./spinning-plate.ts";

interface TimedWells {
  /** From the start of the first to the end of the last, ms. */
  readonly makespanMs: number;
  /** What each took, ms, in the order in which they began. */
  readonly durationsMs: readonly number[];
  /** Processor time of the whole run, all threads, ms. */
  readonly cpuMs: number;
}

const WORKERS = 2;
const SLOWER = 10;

/** How well two workers share wells that only compute: the gain from the second, and the cost of one slow well. */
export const wellSchedule: Benchmark = {
  name: "schedule",
  summary:
    "wells that only compute: 2 worker threads against 1, and against the ideal list schedule with one slow well",
  run,
};

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const [wells, msPerSite, rounds] = quick ? [6, 5, 1] : [16, 400, 5];
  say(`  ${wells} equal wells of ${msPerSite} ms`);
  const equal = await equalWells(folder, { wells, msPerSite }, rounds);
  say(`  ${wells} wells, one of them ${SLOWER} times slower`);
  const oneSlow = await oneSlowWell(folder, { wells, msPerSite }, rounds);
  return { wells, msPerWell: msPerSite, equal, oneSlow };
}

interface Size {
  readonly wells: number;
  readonly msPerSite: number;
}

async function equalWells(folder: string, size: Size, rounds: number): Promise<object> {
  const plate = await makeSpinningPlate(folder, { name: "equal", ...size, sitesOfFirst: 1 });
  const onWorkers = (workers: number) => () => timedWells(plate, workers, join(folder, `equal-${workers}`));
  const { single, double } = await interleave(rounds, { single: onWorkers(1), double: onWorkers(WORKERS) });
  const [one, two] = [single, double].map((runs) => runs.map(({ makespanMs }) => makespanMs)) as [number[], number[]];
  return {
    ms: { one: summarize(one), two: summarize(two) },
    speedUp: { ...paired(one, two), atBest: atBest(one, two) },
    cpuOfOneOverTwo: paired(single, double, (a, b) => a.cpuMs / b.cpuMs),
    busyShareOfTwo: summarize(double.map(busyShare)),
    coresHadByTwo: summarize(double.map((run) => run.cpuMs / run.makespanMs)),
  };
}

/** The share of time in which two workers had a well. */
function busyShare({ durationsMs, makespanMs }: TimedWells): number {
  return durationsMs.reduce((sum, ms) => sum + ms, 0) / (WORKERS * makespanMs);
}

async function oneSlowWell(folder: string, size: Size, rounds: number): Promise<object> {
  const plate = await makeSpinningPlate(folder, { name: "slow", ...size, sitesOfFirst: SLOWER });
  const { runs } = await interleave(rounds, { runs: () => timedWells(plate, WORKERS, join(folder, "slow-run")) });
  const real = runs.map(({ makespanMs }) => makespanMs);
  const ideal = runs.map(({ durationsMs }) => listSchedule(durationsMs, WORKERS));
  return { makespanMs: summarize(real), idealMs: summarize(ideal), overIdeal: paired(real, ideal) };
}

/**
 * When the last of several jobs ends if `workers` take them in this order, each the next one as soon as it is free, and
 * taking costs nothing: the ideal list schedule. Durations and result in the same unit.
 */
export function listSchedule(durations: readonly number[], workers: number): number {
  const ends = Array.from({ length: workers }, () => 0);
  for (const duration of durations) {
    const free = ends.indexOf(Math.min(...ends));
    ends[free] = (ends[free] ?? 0) + duration;
  }
  return Math.max(...ends);
}

/** Runs a plate on worker threads into `output`, which is removed afterwards. */
async function timedWells(plate: PreparedPlate, workers: number, output: string): Promise<TimedWells> {
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
