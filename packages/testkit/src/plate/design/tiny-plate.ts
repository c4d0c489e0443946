import { designPlate } from "./design-plate.ts";
import type { PlateDesign } from "./plate-design.ts";
import type { PlateOptions } from "./plate-options.ts";

/** Options of {@link tinyPlate}: all options of a plate, and short forms for tiles and depth. */
export interface TinyPlateOptions extends Omit<PlateOptions, "tile" | "grid" | "zSteps"> {
  /** Number of tiles, laid out as squarely as it divides. @default 1 */
  readonly sites?: number;
  /** @default 1 */
  readonly z?: number;
  /** Width and height of a tile in px. @default 32 */
  readonly tile?: number;
}

/** A design that renders at once, for tests: by default wells A01 and B02, one tile of 32 × 32 px, an exact stage. */
export function tinyPlate(options: TinyPlateOptions = {}): PlateDesign {
  const { sites = 1, z = 1, tile = 32, ...rest } = options;
  const rows = mostSquareRows(sites);
  return designPlate({
    name: "tiny",
    wells: ["A01", "B02"],
    channels: 1,
    stageError: 0,
    overlap: 0.25,
    cells: 3 * sites,
    radius: [2, 3],
    ...rest,
    grid: [rows, sites / rows],
    tile: [tile, tile],
    zSteps: z,
  });
}

function mostSquareRows(sites: number): number {
  let rows = Math.max(1, Math.floor(Math.sqrt(sites)));
  while (rows > 1 && sites % rows !== 0) rows--;
  return rows;
}
