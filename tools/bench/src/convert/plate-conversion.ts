import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { designPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, withoutTuning } from "../machine/python-peer.ts";
import { reportOf } from "../machine/report-of.ts";
import { interleave, type Measure } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { summarize } from "../statistics/summary.ts";
import type { ConvertRun } from "./convert-run.ts";

/** A plate to sharded OME-Zarr, against ome-zarr-py with as many processes, and against copying and compressing its bytes. */
export const plateConversion: Benchmark = {
  name: "convert",
  summary: "a plate of 96 wells as sharded OME-Zarr 0.5, against ome-zarr-py and against bytes compressed and copied",
  run,
};

const WORKERS = 2;
const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/convert-run"));
const PEER = fileURLToPath(new URL("peer/convert.py", import.meta.resolve("@ohcs/bench/package.json")));

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const [wells, side] = quick ? [2, 256] : [96, 512];
  const design = designPlate({ name: "convert", wells, grid: [1, 2], tile: [side, side], zSteps: 1, seed: 5 });
  const { plateFolder } = await writePlate(design, folder);
  const python = findPython();
  const runs: Record<string, ConvertRun[]> = {};
  let outputs = 0;
  // Outputs are removed at the end of all: file systems take long to create files where many were just removed.
  const timed = (name: string, program: string, args: (output: string) => readonly string[]) => async () => {
    const output = join(folder, `output_${outputs++}`);
    const one = await reportOf<ConvertRun>(program, args(output), withoutTuning());
    runs[name] = [...(runs[name] ?? []), one];
    return one.ms;
  };
  const peer = (mode: string) => timed(mode, python ?? "", (output) => [PEER, mode, plateFolder, output, `${WORKERS}`]);
  const contestants: Record<string, Measure> = {
    ohcs: timed("ohcs", process.execPath, (output) => [SCRIPT, plateFolder, output, `${WORKERS}`]),
    ...(python === null ? {} : { omeZarrPy: peer("omeZarrPy"), bytes: peer("bytes") }),
  };
  await interleave(quick ? 1 : 3, contestants);
  const {
    ohcs = [],
    omeZarrPy = [],
    bytes = [],
  } = Object.fromEntries(Object.entries(runs).map(([name, all]) => [name, all.slice(1)]));
  const ratio = (a: readonly ConvertRun[], b: readonly ConvertRun[], of: "ms" | "cpuMs") =>
    paired(
      a.map((one) => one[of]),
      b.map((one) => one[of]),
    );
  return {
    wells,
    workers: WORKERS,
    sourceBytes: wells * 2 * 2 * side * side * 2,
    figures: Object.fromEntries(
      Object.entries({ ohcs, omeZarrPy, bytes }).map(([name, all]) => [name, figuresOf(all)]),
    ),
    ...(python === null
      ? { peers: NO_PYTHON }
      : {
          omeZarrPyOverOhcs: { ms: ratio(omeZarrPy, ohcs, "ms"), cpuMs: ratio(omeZarrPy, ohcs, "cpuMs") },
          ohcsOverBytes: { ms: ratio(ohcs, bytes, "ms"), cpuMs: ratio(ohcs, bytes, "cpuMs") },
        }),
  };
}

function figuresOf(runs: readonly ConvertRun[]): object | null {
  const [first] = runs;
  if (first === undefined) return null;
  const { bytes } = first;
  return { ms: summarize(runs.map(({ ms }) => ms)), cpuMs: summarize(runs.map(({ cpuMs }) => cpuMs)), bytes };
}
