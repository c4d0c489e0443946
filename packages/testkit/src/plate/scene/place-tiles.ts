import type { TileDesign } from "../design/plate-design.ts";
import type { ResolvedPlateOptions } from "../design/plate-options.ts";
import { createRandom, type Random } from "../random.ts";

const LARGEST_ERROR = 2.5;

/** A cell of the well's grid of tiles, zero-based. */
export interface GridCell {
  readonly row: number;
  readonly column: number;
}

/** The tiles of `well` in the order of `cells` (site 1 first), each displaced by the stage error of its own. */
export function placeTiles(
  options: ResolvedPlateOptions,
  well: string,
  cells: readonly GridCell[],
): readonly TileDesign[] {
  const [width, height] = options.tile;
  const stride = { x: width * (1 - options.overlap), y: height * (1 - options.overlap) };
  return cells.map(({ row, column }, index) => {
    const random = createRandom([options.seed, "stage", well, row, column]);
    const nominal = { x: column * stride.x, y: row * stride.y };
    const error = { x: stageError(random, options.stageError), y: stageError(random, options.stageError) };
    return { site: index + 1, row, column, nominal, actual: { x: nominal.x + error.x, y: nominal.y + error.y } };
  });
}

function stageError(random: Random, sigma: number): number {
  return sigma * Math.max(-LARGEST_ERROR, Math.min(LARGEST_ERROR, random.normal()));
}
