import { solveLinear } from "../linear/solve-linear.ts";
import type { Point } from "../plane.ts";
import type { TileEdge } from "./tile-edges.ts";

/** What decides whether an edge counts. */
export interface PlaceTilesOptions {
  /** Edges that correlate less are rejected. */
  readonly minCorrelation: number;
  /** Edges that contradict the others by more px are rejected, worst first. */
  readonly maxResidual: number;
}

/** Where the tiles lie, and how well the edges agree. */
export interface PlacedTiles {
  /** Upper left corner of each tile in px; the first tile keeps its nominal place. */
  readonly positions: readonly Point[];
  readonly accepted: readonly boolean[];
  /** Root mean square of what the accepted edges contradict, px per axis; 0 without edges. */
  readonly residualRms: number;
  /** Tiles that no accepted edges join to the first: they lie where the stage reported. */
  readonly unjoined: number;
}

/** Against edges of weight correlation² ≥ 0.01 the stage decides only what they leave open. */
const STAGE_WEIGHT = 1e-5;

/**
 * The positions that agree best with the measured edges: weighted least squares, with the stage's own offsets as a very
 * weak voice that places what no edge does. Edges that contradict the rest are rejected one by one.
 */
export function placeTiles(
  nominal: readonly Point[],
  edges: readonly TileEdge[],
  options: PlaceTilesOptions,
): PlacedTiles {
  const accepted = edges.map(({ correlation }) => correlation >= options.minCorrelation);
  for (;;) {
    const positions = solve(nominal, edges, accepted);
    const residuals = edges.map((edge, i) => (accepted[i] ? residual(edge, positions) : 0));
    const worst = residuals.indexOf(Math.max(0, ...residuals));
    if (worst < 0 || residuals[worst]! <= options.maxResidual) {
      return {
        positions,
        accepted,
        residualRms: rms(residuals, accepted),
        unjoined: unjoined(nominal.length, edges, accepted),
      };
    }
    accepted[worst] = false;
  }
}

function solve(nominal: readonly Point[], edges: readonly TileEdge[], accepted: readonly boolean[]): Point[] {
  const axis = (name: "x" | "y") =>
    solveAxis(
      nominal.map((point) => point[name]),
      edges,
      accepted,
      name,
    );
  const [xs, ys] = [axis("x"), axis("y")];
  return nominal.map((_, i) => ({ x: xs[i]!, y: ys[i]! }));
}

function solveAxis(
  nominal: readonly number[],
  edges: readonly TileEdge[],
  accepted: readonly boolean[],
  axis: "x" | "y",
): Float64Array {
  const size = nominal.length;
  const matrix = new Float64Array(size * size);
  const right = new Float64Array(size);
  const pull = (from: number, to: number, offset: number, weight: number): void => {
    matrix[from * size + from]! += weight;
    matrix[to * size + to]! += weight;
    matrix[from * size + to]! -= weight;
    matrix[to * size + from]! -= weight;
    right[from]! -= weight * offset;
    right[to]! += weight * offset;
  };
  for (const [i, { from, to, offset, correlation }] of edges.entries())
    if (accepted[i]) pull(from, to, offset[axis], correlation * correlation);
  for (let to = 1; to < size; to++) pull(to - 1, to, nominal[to]! - nominal[to - 1]!, STAGE_WEIGHT);
  matrix[0]! += 1;
  right[0]! += nominal[0]!;
  return solveLinear(matrix, right) ?? Float64Array.from(nominal);
}

function residual({ from, to, offset }: TileEdge, positions: readonly Point[]): number {
  const dx = positions[to]!.x - positions[from]!.x - offset.x;
  const dy = positions[to]!.y - positions[from]!.y - offset.y;
  return Math.sqrt(dx * dx + dy * dy);
}

function rms(residuals: readonly number[], accepted: readonly boolean[]): number {
  const count = accepted.filter(Boolean).length;
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  return count === 0 ? 0 : Math.sqrt(squares / (2 * count));
}

function unjoined(tiles: number, edges: readonly TileEdge[], accepted: readonly boolean[]): number {
  const joined = new Set([0]);
  for (let grown = 0; grown !== joined.size; ) {
    grown = joined.size;
    for (const [i, { from, to }] of edges.entries()) {
      if (!accepted[i] || joined.has(from) === joined.has(to)) continue;
      joined.add(from).add(to);
    }
  }
  return tiles - joined.size;
}
