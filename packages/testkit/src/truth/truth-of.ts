import type { PlateCoordinates, PlateDesign, TileDesign, WellDesign } from "../plate/design/plate-design.ts";
import { planePath } from "../plate/render-plate-files.ts";
import type { CellTruth, FaultTruth, PlateTruth, WellTruth } from "./plate-truth.ts";
import { visibilityOf } from "./visibility.ts";

const COUNTED_FRACTION = 0.5;

/** The truth about the plate as plain JSON: the content of `truth.json`. */
export function truthOf(design: PlateDesign): PlateTruth {
  const { name, format, ...kept } = design;
  const wells = design.wells.map((well) => wellTruth(well, design.tile));
  const located = <Plane extends PlateCoordinates>(plane: Plane): FaultTruth<Plane> => ({
    ...plane,
    path: planePath(design, plane),
  });
  return {
    specVersion: 1,
    plate: name,
    ...kept,
    format: format.wells,
    count: wells.reduce((sum, { count }) => sum + count, 0),
    wells,
    missing: design.missing.map(located),
    corrupt: design.corrupt.map(located),
  };
}

function wellTruth(design: WellDesign, tile: PlateDesign["tile"]): WellTruth {
  const { well, placement, role, dose, tiles } = design;
  const cells = design.cells.map((cell): CellTruth => {
    const visibility = visibilityOf(cell, tiles, tile);
    return { ...cell, ...visibility, counted: visibility.visibleFraction >= COUNTED_FRACTION };
  });
  const count = cells.filter(({ counted }) => counted).length;
  const countIn = (one: TileDesign): number =>
    cells.filter((cell) => visibilityOf(cell, [one], tile).visibleFraction >= COUNTED_FRACTION).length;
  const tileTruths = tiles.map((one) => ({ ...one, count: countIn(one) }));
  return { well, placement, role, dose, count, tile, tiles: tileTruths, cells };
}
