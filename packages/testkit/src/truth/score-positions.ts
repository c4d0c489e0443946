import { fail } from "../errors.ts";
import type { Point } from "../plate/design/plate-design.ts";
import type { WellTruth } from "./plate-truth.ts";

/** Agreement of tile positions with the truth after subtracting their common offset; px. */
export interface PositionScore {
  readonly tiles: number;
  /** Root of the mean squared distance. */
  readonly rms: number;
  readonly largest: number;
  /** Mean of position minus truth: an arbitrary choice of origin. */
  readonly offset: Point;
  /** The same root for the nominal positions: the error of trusting the stage. */
  readonly nominalRms: number;
}

/**
 * Compares positions (first pixel of each tile, px, by site, in any common origin) with the actual stage positions.
 * @throws `SYNTH_PLANE_UNKNOWN` if a site is not in the truth, or there are no positions
 */
export function scorePositions(truth: WellTruth, positions: ReadonlyMap<number, Point>): PositionScore {
  const tiles = [...positions].map(([site, position]) => ({ position, ...tileOf(truth, site) }));
  if (tiles.length === 0) throw fail("SYNTH_PLANE_UNKNOWN", "Cannot score positions: there are no tiles");
  const found = residuals(
    tiles.map(({ position, actual }) => ({ x: position.x - actual.x, y: position.y - actual.y })),
  );
  const nominal = residuals(tiles.map(({ nominal, actual }) => ({ x: nominal.x - actual.x, y: nominal.y - actual.y })));
  const { rms, largest, offset } = found;
  return { tiles: tiles.length, rms, largest, offset, nominalRms: nominal.rms };
}

function tileOf(truth: WellTruth, site: number): { readonly nominal: Point; readonly actual: Point } {
  const tile = truth.tiles.find((candidate) => candidate.site === site);
  if (tile === undefined) {
    const message = `Cannot score positions: well '${truth.well}' has no site '${site}'`;
    throw fail("SYNTH_PLANE_UNKNOWN", message, { details: { well: truth.well, site } });
  }
  return tile;
}

function residuals(errors: readonly Point[]): Pick<PositionScore, "rms" | "largest" | "offset"> {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const offset = { x: mean(errors.map(({ x }) => x)), y: mean(errors.map(({ y }) => y)) };
  const distances = errors.map(({ x, y }) => Math.hypot(x - offset.x, y - offset.y));
  return { rms: Math.sqrt(mean(distances.map((d) => d * d))), largest: Math.max(...distances), offset };
}
