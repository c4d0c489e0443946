import { assembleTiles, gaussianBlur, segmentNuclei, tilePositions } from "@ohcs/functions/kernels";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { interleave } from "../statistics/interleave.ts";
import { elapsed } from "../statistics/stopwatch.ts";
import { summarize } from "../statistics/summary.ts";
import { renderedWell } from "./rendered-well.ts";

/** Pixel operations by themselves, warm, in one thread. */
export const kernelTimes: Benchmark = {
  name: "kernels",
  summary: "pixel operations, ms per tile of 512 × 512 px",
  run,
};

async function run({ quick }: BenchmarkSetting): Promise<object> {
  const { tiles, nominal } = renderedWell();
  const perTile = (work: () => unknown) => async () => (await elapsed(work)) / tiles.length;
  const { positions } = tilePositions(tiles, nominal);
  const times = await interleave(quick ? 2 : 9, {
    segmentNuclei: perTile(() => tiles.map((tile) => segmentNuclei(tile))),
    gaussianBlur: perTile(() => tiles.map((tile) => gaussianBlur(tile, 1))),
    tilePositions: perTile(() => tilePositions(tiles, nominal)),
    assembleTiles: perTile(() => assembleTiles(tiles, positions)),
  });
  const msPerTile = Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, summarize(ms)]));
  return { tiles: tiles.length, msPerTile };
}
