import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { truthOf } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, withoutTuning } from "../machine/python-peer.ts";
import { designWithCells } from "./design-with-cells.ts";
import { startedRun, type TimedRun } from "./timed-run.ts";

/** The preset `cells`, every feature of cells, nuclei and cytoplasm, beside the same chain of cp_measure and scikit-image. */
export const cellsAgainstPeer: Benchmark = {
  name: "cells",
  summary: "the preset cells on 24 wells, against cp_measure and scikit-image in a process pool",
  run,
};

const WORKERS = "2";
const RUN = fileURLToPath(import.meta.resolve("@ohcs/bench/plate-run"));
const PEER = fileURLToPath(new URL("peer/cells.py", import.meta.resolve("@ohcs/bench/package.json")));

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const [wells, side] = quick ? [2, 192] : [24, 512];
  const design = designWithCells("cells", wells, side, 9);
  const { plateFolder } = await writePlate(design, folder);
  const trueNuclei = truthOf(design).wells.reduce((sum, { count }) => sum + count, 0);
  const ours = () => startedRun(process.execPath, [RUN, plateFolder, WORKERS, "0", "cells"]);
  const python = findPython();
  const theirs = () => startedRun(python ?? "", [PEER, plateFolder, join(folder, "peer"), WORKERS], withoutTuning());
  say("  the preset cells");
  const before = await ours();
  say("  cp_measure");
  const peer = python === null ? null : await theirs();
  await rm(join(folder, "peer"), { recursive: true, force: true });
  // Of ours the later run, when files are as warm as they were for the peer; the earlier one shows how far they vary.
  const after = await ours();
  return {
    wells,
    side,
    workers: Number(WORKERS),
    trueNuclei,
    ohcs: [before, after].map(figuresOf),
    peer: peer === null ? NO_PYTHON : figuresOf(peer),
    peerOverOhcs: peer && { cpuMs: peer.cpuMs / after.cpuMs, ms: peer.ms / after.ms },
  };
}

/** Processor time is user and system of all processes and workers. */
function figuresOf({ ms, cpuMs, peakBytes, nuclei }: TimedRun): object {
  return { ms, cpuMs, peakMib: peakBytes / 2 ** 20, nuclei };
}
