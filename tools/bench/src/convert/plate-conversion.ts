import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { designPlate } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, withoutTuning } from "../machine/python-peer.ts";
import { reportOf } from "../machine/report-of.ts";
import { interleave, paired, summarize } from "../statistics/rounds.ts";
import type { ConvertRun } from "./convert-run.ts";

export const plateConversion: Benchmark = {
  name: "convert",
  summary: "a plate of 96 wells as sharded OME-Zarr 0.5, against ome-zarr-py and against bytes compressed and copied",
  run,
};

const WORKERS = 2;
const SCRIPT = fileURLToPath(import.meta.resolve("@ohcs/bench/convert-run"));
const PEER = fileURLToPath(new URL("peer/convert.py", import.meta.resolve("@ohcs/bench/package.json")));

/** Sides of tiles, px: small files, of which each costs folders, syncs and an entry in the record, and those of cameras. */
const SIDES = [512, 1080];

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  const wells = quick ? 2 : 96;
  const python = findPython();
  const plates = new Map<string, object>();
  for (const side of quick ? [128, 256] : SIDES) {
    say(`  tiles of ${side} × ${side} px`);
    const design = designPlate({ name: `convert${side}`, wells, grid: [1, 2], tile: [side, side], zSteps: 1, seed: 5 });
    const { plateFolder } = await writePlate(design, join(folder, `${side}`));
    const runs = await measured(plateFolder, python, quick ? 1 : 3);
    plates.set(`${side}`, { sourceBytes: wells * 2 * 2 * side * side * 2, ...compared(runs) });
  }
  const tiles = Object.fromEntries(plates);
  return { wells, workers: WORKERS, tiles, ...(python === null ? { peers: NO_PYTHON } : {}) };
}

/** Outputs lie beside the plate: file systems take long to create files where many were just removed. */
async function measured(plateFolder: string, python: string | null, rounds: number): Promise<Runs> {
  let outputs = 0;
  const run = (program: string, ...args: readonly string[]) =>
    reportOf<ConvertRun>(
      program,
      [...args, plateFolder, `${plateFolder}_output_${outputs++}`, WORKERS],
      withoutTuning(),
    );
  const peer = (mode: string) => () => run(python ?? "", PEER, mode);
  return interleave<Record<string, () => Promise<ConvertRun>>>(rounds, {
    ohcs: () => run(process.execPath, SCRIPT),
    ...(python === null ? {} : { omeZarrPy: peer("omeZarrPy"), bytes: peer("bytes") }),
  });
}

type Runs = Readonly<Record<string, readonly ConvertRun[]>>;

function compared({ ohcs = [], omeZarrPy = [], bytes = [] }: Runs): object {
  const ratio = (a: readonly ConvertRun[], b: readonly ConvertRun[], of: "ms" | "cpuMs") =>
    paired(
      a.map((one) => one[of]),
      b.map((one) => one[of]),
    );
  const ratios = (a: readonly ConvertRun[], b: readonly ConvertRun[]) => ({
    ms: ratio(a, b, "ms"),
    cpuMs: ratio(a, b, "cpuMs"),
  });
  const figures = Object.entries({ ohcs, omeZarrPy, bytes }).map(([name, all]) => [name, figuresOf(all)]);
  return {
    figures: Object.fromEntries(figures),
    ...(bytes.length === 0 ? {} : { omeZarrPyOverOhcs: ratios(omeZarrPy, ohcs), ohcsOverBytes: ratios(ohcs, bytes) }),
  };
}

function figuresOf(runs: readonly ConvertRun[]): object | null {
  const [first] = runs;
  if (first === undefined) return null;
  const { bytes } = first;
  return { ms: summarize(runs.map(({ ms }) => ms)), cpuMs: summarize(runs.map(({ cpuMs }) => cpuMs)), bytes };
}
