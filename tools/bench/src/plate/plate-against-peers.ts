import { rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { designPlate, type PlacementKind, truthOf } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { findPython, NO_PYTHON, withoutTuning } from "../machine/python-peer.ts";
import { interleave, type Measure } from "../statistics/interleave.ts";
import { paired } from "../statistics/paired.ts";
import { secondWorker } from "./second-worker.ts";
import { figuresOf, ohcsRun, startedRun, type TimedRun } from "./timed-run.ts";

/** The whole count chain, side by side with what users of Python write: tifffile, scikit-image or OpenCV, and a process pool. */
export const plateAgainstPeers: Benchmark = {
  name: "plate",
  summary: "a whole plate counted and measured, against scikit-image and OpenCV in a process pool",
  run,
};

const PLACEMENTS: readonly PlacementKind[] = ["spaced", "touching"];

/** Wells of one site, two channels and three z planes; every well has cells, for thresholds of peers find them in noise. */
function designOf(quick: boolean) {
  const wells = Array.from(
    { length: quick ? 2 : 24 },
    (_, i) => `${"AB"[Math.floor(i / 12)]}${String((i % 12) + 1).padStart(2, "0")}`,
  );
  const placements = Object.fromEntries(wells.map((well, i) => [well, PLACEMENTS[i % 2] ?? "spaced"]));
  return designPlate({
    name: "count",
    wells,
    placements,
    grid: [1, 1],
    tile: quick ? [256, 256] : [1080, 1080],
    seed: 3,
  });
}

/** Chains with the radius of a top-hat, the number of workers, and of rounds. */
const CHAINS = [
  ["count", 0, 1, 2],
  ["count", 0, 2, 3],
  ["countAfterTopHat", 15, 2, 2],
] as const;

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const design = designOf(quick);
  const { plateFolder } = await writePlate(design, folder);
  const trueNuclei = truthOf(design).wells.reduce((sum, { count }) => sum + count, 0);
  const chains: Record<string, object> = {};
  for (const [chain, radius, workers, rounds] of CHAINS) {
    say(`  ${chain}, ${workers} workers`);
    chains[`${chain}${workers}`] = await compare({ plateFolder, radius, workers, rounds: quick ? 1 : rounds });
  }
  say("  count on four times the wells, 1 and 2 workers");
  const onLongerPlate = await secondWorker(plateFolder, quick ? 1 : 2);
  return { wells: design.wells.length, ...design.tile, trueNuclei, chains, onLongerPlate };
}

interface Comparison {
  readonly plateFolder: string;
  readonly radius: number;
  readonly workers: number;
  readonly rounds: number;
}

async function compare(plate: Comparison): Promise<object> {
  const { plateFolder, radius, workers, rounds } = plate;
  const python = findPython();
  const runs: Record<string, TimedRun[]> = {};
  const timed = (name: string, command: () => Promise<TimedRun>) => async () => {
    const one = await command();
    runs[name] = [...(runs[name] ?? []), one];
    return one.ms;
  };
  const contestants: Record<string, Measure> = {
    ohcs: timed("ohcs", () => ohcsRun(plateFolder, workers, radius, "threshold")),
    ohcsByEdges: timed("ohcsByEdges", () => ohcsRun(plateFolder, workers, radius)),
  };
  for (const library of python === null ? [] : ["scikitImage", "opencv"])
    contestants[library] = timed(library, () => peerRun(python ?? "", library, plate));
  const times = await interleave(rounds, contestants);
  const { ohcs = [], ohcsByEdges = [], ...peers } = times;
  const over = (ours: readonly number[]) =>
    python === null
      ? NO_PYTHON
      : Object.fromEntries(Object.entries(peers).map(([name, ms]) => [name, paired(ms, ours)]));
  return {
    figures: Object.fromEntries(Object.entries(runs).map(([name, one]) => [name, figuresOf(one)])),
    peerOverOhcs: over(ohcs),
    peerOverOhcsByEdges: over(ohcsByEdges),
  };
}

const PEER = fileURLToPath(new URL("peer/plate.py", import.meta.resolve("@ohcs/bench/package.json")));

async function peerRun(
  python: string,
  library: string,
  { plateFolder, radius, workers }: Comparison,
): Promise<TimedRun> {
  const output = join(plateFolder, `../peer`);
  const result = await startedRun(
    python,
    [PEER, plateFolder, output, `${workers}`, library, `${radius}`],
    withoutTuning(),
  );
  await rm(output, { recursive: true });
  return result;
}
