import { formatWellId } from "@ohcs/context";
import { designPlate, type PlacementKind, type PlateDesign } from "@ohcs/testkit";

/** A plate of one site of `side` px in each of the first wells, which all have cells: the thresholds of the peers find some in noise. */
export function designWithCells(name: string, wells: number, side: number, seed: number): PlateDesign {
  const names = Array.from({ length: wells }, (_, i) => formatWellId(Math.floor(i / 12), i % 12));
  const kinds = names.map((well, i): [string, PlacementKind] => [well, i % 2 === 0 ? "spaced" : "touching"]);
  const placements = Object.fromEntries(kinds);
  return designPlate({ name, wells: names, placements, grid: [1, 1], tile: [side, side], seed });
}
