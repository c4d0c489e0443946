import { truthOf } from "@ohcs/testkit";
import { writePlate } from "@ohcs/testkit/disk";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { alternate, ratios } from "./alternate.ts";
import { designWithCells } from "./design-with-cells.ts";
import { onLongerPlate } from "./on-longer-plate.ts";
import { type Chain, ohcsRun, peerRuns } from "./timed-run.ts";

/** The whole count chain, side by side with what users of Python write: tifffile, scikit-image or OpenCV, and a process pool. */
export const plateAgainstPeers: Benchmark = {
  name: "plate",
  summary: "a whole plate counted and measured, against scikit-image and OpenCV in a process pool",
  run,
};

/** Chains with the radius of a top-hat, the number of workers, and of rounds. */
const CHAINS = [
  ["count", 0, 1, 2],
  ["count", 0, 2, 3],
  ["countAfterTopHat", 15, 2, 2],
] as const;

async function run({ quick, say }: BenchmarkSetting, folder: string): Promise<object> {
  say("  making the plate");
  const design = quick ? designWithCells("count", 2, 256, 3) : designWithCells("count", 24, 1080, 3);
  const { plateFolder } = await writePlate(design, folder);
  const trueNuclei = truthOf(design).wells.reduce((sum, { count }) => sum + count, 0);
  const chains: Record<string, object> = {};
  for (const [chain, radius, workers, rounds] of CHAINS) {
    say(`  ${chain}, ${workers} workers`);
    chains[`${chain}${workers}`] = await compare({ plateFolder, radius, workers, rounds: quick ? 1 : rounds });
  }
  say("  count on four times the wells");
  const longer = await onLongerPlate(plateFolder);
  return { wells: design.wells.length, ...design.tile, trueNuclei, chains, onLongerPlate: longer };
}

interface Comparison extends Chain {
  readonly rounds: number;
}

async function compare({ plateFolder, radius, workers, rounds }: Comparison): Promise<object> {
  const peers = peerRuns({ plateFolder, radius, workers });
  const { times, figures } = await alternate(rounds, {
    ohcs: () => ohcsRun({ plateFolder, workers, radius, nucleiBy: "threshold" }),
    ohcsByEdges: () => ohcsRun({ plateFolder, workers, radius, nucleiBy: "edges" }),
    ...peers,
  });
  const over = (ours: string) => ratios(times, Object.keys(peers), ours);
  return { figures, peerOverOhcs: over("ohcs"), peerOverOhcsByEdges: over("ohcsByEdges") };
}
