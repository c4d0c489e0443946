import { fileURLToPath } from "node:url";
import { reportOf } from "../machine/report-of.ts";
import { summarize } from "../statistics/summary.ts";
import type { PlateRun } from "./plate-run.ts";

/** With the time of the whole program: what it imports, and ours compiles, included. */
export interface TimedRun extends PlateRun {
  readonly programMs: number;
}

const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/plate-run"));

/** Our run of the count chain, after a top-hat where its radius is not 0; nuclei are found by edges, or by the operations of the peers. */
export function ohcsRun(
  plateFolder: string,
  workers: number,
  radius: number,
  nucleiBy: "edges" | "threshold" = "edges",
): Promise<TimedRun> {
  return startedRun(process.execPath, [SCRIPT, plateFolder, `${workers}`, `${radius}`, nucleiBy]);
}

/** Runs a program to its end, which prints a {@link PlateRun}. */
export async function startedRun(program: string, args: readonly string[], env = process.env): Promise<TimedRun> {
  const began = performance.now();
  return { ...(await reportOf<PlateRun>(program, args, env)), programMs: performance.now() - began };
}

/** The first round warms the page cache. */
export function figuresOf(runs: readonly TimedRun[]): object {
  const measured = runs.slice(1);
  const of = (field: keyof TimedRun) => summarize(measured.map((one) => one[field]));
  return {
    ms: of("ms"),
    programMs: of("programMs"),
    cpuMs: of("cpuMs"),
    peakMib: of("peakBytes").median / 2 ** 20,
    nuclei: measured[0]?.nuclei,
  };
}
