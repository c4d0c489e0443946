import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { findPython, withoutTuning } from "../machine/python-peer.ts";
import { reportOf } from "../machine/report-of.ts";
import type { PlateRun } from "./plate-run.ts";

/** With the time of the whole program: what it imports, and ours compiles, included. */
export interface TimedRun extends PlateRun {
  readonly programMs: number;
}

const PEER = fileURLToPath(new URL("peer/plate.py", import.meta.resolve("@ohcs/bench/package.json")));
const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/plate-run"));

/** The count chain on a plate, after a top-hat where its radius is not 0. */
export interface Chain {
  readonly plateFolder: string;
  readonly workers: number;
  readonly radius: number;
}

/** Our run of a chain; nuclei are found by edges, or by the operations of the peers. */
export function ohcsRun(chain: Chain & { readonly nucleiBy: "edges" | "threshold" }): Promise<TimedRun> {
  const { plateFolder, workers, radius, nucleiBy } = chain;
  return startedRun(process.execPath, [SCRIPT, plateFolder, `${workers}`, `${radius}`, nucleiBy]);
}

/** The same by scikit-image and by OpenCV; none where there is no Python. */
export function peerRuns({ plateFolder, workers, radius }: Chain): Record<string, () => Promise<TimedRun>> {
  const python = findPython();
  if (python === null) return {};
  const output = `${plateFolder}-peer`;
  const runOf = (library: string) => async () => {
    const args = [PEER, plateFolder, output, `${workers}`, library, `${radius}`];
    const timed = await startedRun(python, args, withoutTuning());
    await rm(output, { recursive: true });
    return timed;
  };
  return { scikitImage: runOf("scikitImage"), opencv: runOf("opencv") };
}

/** Runs a program to its end, which prints a {@link PlateRun}. */
export async function startedRun(program: string, args: readonly string[], env = process.env): Promise<TimedRun> {
  const began = performance.now();
  return { ...(await reportOf<PlateRun>(program, args, env)), programMs: performance.now() - began };
}
