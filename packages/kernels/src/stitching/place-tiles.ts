import { solveLinear } from "../linear/solve-linear.ts";
import type { Point } from "../plane.ts";
import type { TileEdge } from "./tile-edges.ts";

/** What decides whether an edge counts. */
interface PlaceTilesOptions {
  /** Edges that correlate less are rejected. */
  readonly minCorrelation: number;
  /** Edges that contradict the others by more px are rejected, worst first. */
  readonly maxResidual: number;
}

/** Where the tiles lie, and how well the edges agree. */
interface PlacedTiles {
  /** Upper left corner of each tile in px; the first tile keeps its nominal place. */
  readonly positions: readonly Point[];
  readonly accepted: readonly boolean[];
  /** Root mean square of what the accepted edges contradict, px per axis; 0 without edges. */
  readonly residualRms: number;
  /** For each tile the first tile that accepted edges join it to; itself where it has none. */
  readonly groups: readonly number[];
}

/** Against edges of weight correlation² ≥ 0.01 the stage decides only what they leave open. */
const STAGE_WEIGHT = 1e-5;
/** So many edges, those that fit worst, are tried for rejection: bounds the work on large grids. */
const MOST_SUSPECTS = 16;

/**
 * The positions that agree best with the measured edges: weighted least squares, with the stage's own offsets as a very
 * weak voice that places what no edge does. Edges that contradict the rest are rejected one by one.
 */
export function placeTiles(
  nominal: readonly Point[],
  edges: readonly TileEdge[],
  options: PlaceTilesOptions,
): PlacedTiles {
  let accepted = edges.map(({ correlation }) => correlation >= options.minCorrelation);
  let fit = fitTiles(nominal, edges, accepted);
  while (fit.worst > options.maxResidual) {
    const next = bestWithoutOne(nominal, edges, accepted, fit);
    accepted = next.accepted;
    fit = next.fit;
  }
  const count = accepted.filter(Boolean).length;
  const residualRms = count === 0 ? 0 : Math.sqrt(fit.squares / (2 * count));
  return { positions: fit.positions, accepted, residualRms, groups: groupsOf(nominal.length, edges, accepted) };
}

interface Fit {
  readonly positions: readonly Point[];
  readonly residuals: readonly number[];
  readonly worst: number;
  /** Sum of squared residuals, px². */
  readonly squares: number;
}

function fitTiles(nominal: readonly Point[], edges: readonly TileEdge[], accepted: readonly boolean[]): Fit {
  const positions = solve(nominal, edges, accepted);
  const residuals = edges.map((edge, i) => (accepted[i] ? residual(edge, positions) : 0));
  const squares = residuals.reduce((sum, value) => sum + value * value, 0);
  return { positions, residuals, worst: Math.max(0, ...residuals), squares };
}

/** Least squares spreads one gross error over its loop, so the culprit is the edge without which the rest agrees best. */
function bestWithoutOne(nominal: readonly Point[], edges: readonly TileEdge[], accepted: readonly boolean[], fit: Fit) {
  const suspects = edges
    .map((_, i) => i)
    .filter((i) => accepted[i])
    .sort((a, b) => fit.residuals[b]! - fit.residuals[a]!)
    .slice(0, MOST_SUSPECTS);
  const trials = suspects.map((suspect) => {
    const without = accepted.map((value, i) => value && i !== suspect);
    return { accepted: without, fit: fitTiles(nominal, edges, without), weight: edges[suspect]!.correlation };
  });
  // Of two edges that disagree with each other alone, the one that correlates less goes.
  return trials.reduce((best, trial) => (costOf(trial) < costOf(best) ? trial : best));
}

function costOf({ fit, weight }: { readonly fit: Fit; readonly weight: number }): number {
  return fit.squares + 1e-3 * weight;
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

function groupsOf(tiles: number, edges: readonly TileEdge[], accepted: readonly boolean[]): number[] {
  let groups = Array.from({ length: tiles }, (_, i) => i);
  for (const [i, { from, to }] of edges.entries()) {
    const [first, second] = [groups[from]!, groups[to]!].sort((a, b) => a - b);
    if (accepted[i]) groups = groups.map((group) => (group === second ? first! : group));
  }
  return groups;
}
