import { fileURLToPath } from "node:url";
import { reportOf } from "../machine/report-of.ts";

/** The memory of a process that ran a plate once or more. */
export interface RunMemory {
  /** The most resident memory in the life of the process. */
  readonly peakBytes: number;
  /** After each run and a garbage collection. */
  readonly after: readonly {
    readonly heapBytes: number;
    readonly externalBytes: number;
    readonly rssBytes: number;
  }[];
}

/** Runs a plate of so many empty wells on two threads of a new process, the given number of times. */
export async function runMemory(plateRoot: string, wells: number, runs: number): Promise<RunMemory> {
  const script = fileURLToPath(import.meta.resolve("@ohcs/bench/empty-runs"));
  const output = `${plateRoot}_memory`;
  return reportOf<RunMemory>(process.execPath, [script, plateRoot, output, wells, runs]);
}
