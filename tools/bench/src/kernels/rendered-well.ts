import type { Plane, Point } from "@ohcs/functions/kernels";
import { designPlate, renderPlane } from "@ohcs/testkit";

/** The tiles of one synthetic well and where the stage was told to take them. */
export interface RenderedWell {
  readonly tiles: readonly Plane<Uint16Array>[];
  /** Upper left corners in px, x right, y down. */
  readonly nominal: readonly Point[];
}

const SIDE = 512;

/** Nuclei, many of them touching, on 3 × 3 overlapping tiles of 512 × 512 px. */
export function renderedWell(): RenderedWell {
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
