import { assembleTiles, gaussianBlur, type Plane, type Point, segmentNuclei, tilePositions } from "@ohcs/kernels";
import { designPlate, renderPlane } from "@ohcs/testkit";
import type { Benchmark, BenchmarkSetting } from "../benchmark.ts";
import { elapsed, interleave, summarize } from "../statistics/rounds.ts";
import { againstPeers } from "./against-peers.ts";

/** The tiles of one synthetic well and their nominal stage positions. */
interface RenderedWell {
  readonly tiles: readonly Plane<Uint16Array>[];
  /** Upper left corners in px, x right, y down. */
  readonly nominal: readonly Point[];
}

const SIDE = 512;

/** Nuclei, many of them touching, on 3 × 3 overlapping tiles of 512 × 512 px. */
function renderedWell(): RenderedWell {
  const design = designPlate({
    wells: ["A01"],
    tile: [SIDE, SIDE],
    channels: 1,
    zSteps: 1,
    placements: { A01: "touching" },
  });
  const tiles = design.wells.flatMap((well) => well.tiles);
  const pixels = (site: number) => renderPlane(design, { well: "A01", site, channel: 1, zIndex: 1, timepoint: 1 });
  return {
    tiles: tiles.map(({ site }) => ({ data: pixels(site), width: SIDE, height: SIDE })),
    nominal: tiles.map(({ nominal }) => nominal),
  };
}

/** Pixel operations alone, warm, in one thread. */
export const kernelTimes: Benchmark = {
  name: "kernels",
  summary: "pixel operations: ms per tile of 512 × 512 px, and against scikit-image, OpenCV and SimpleITK",
  run,
};

async function run(setting: BenchmarkSetting, folder: string): Promise<object> {
  const { tiles, nominal } = renderedWell();
  const perTile = (work: () => unknown) => async () => (await elapsed(work)) / tiles.length;
  const { positions } = tilePositions(tiles, nominal);
  const times = await interleave(setting.quick ? 2 : 9, {
    segmentNuclei: perTile(() => tiles.map((tile) => segmentNuclei(tile))),
    gaussianBlur: perTile(() => tiles.map((tile) => gaussianBlur(tile, 1))),
    tilePositions: perTile(() => tilePositions(tiles, nominal)),
    assembleTiles: perTile(() => assembleTiles(tiles, positions)),
  });
  const msPerTile = Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, summarize(ms)]));
  return { tiles: tiles.length, msPerTile, ...(await againstPeers(setting, folder)) };
}
