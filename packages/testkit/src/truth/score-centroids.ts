import type { Point } from "../plate/design/plate-design.ts";
import type { CellTruth, WellTruth } from "./plate-truth.ts";
import { squaredRadius } from "./rasterise-truth.ts";
import { completeScore, type ObjectScore } from "./score-objects.ts";

/**
 * Scores a table of objects by their centroids in well coordinates (px): a centroid belongs to the nucleus that it lies
 * in, the nearest one where nuclei overlap; further centroids in the same nucleus are duplicates.
 */
export function scoreCentroids(truth: WellTruth, centroids: readonly Point[]): ObjectScore {
  const taken = new Set<number>();
  const tally = { matched: 0, ignored: 0, duplicates: 0, spurious: 0 };
  for (const centroid of centroids) {
    const cell = cellAt(truth.cells, centroid);
    if (cell === undefined) tally.spurious++;
    else if (!cell.counted) tally.ignored++;
    else if (taken.has(cell.id)) tally.duplicates++;
    else tally.matched++;
    if (cell !== undefined) taken.add(cell.id);
  }
  return completeScore(truth.cells.filter(({ counted }) => counted).length, tally);
}

function cellAt(cells: readonly CellTruth[], { x, y }: Point): CellTruth | undefined {
  let nearest: CellTruth | undefined;
  let least = 1;
  for (const cell of cells) {
    const square = squaredRadius(cell, x, y);
    if (square > least) continue;
    least = square;
    nearest = cell;
  }
  return nearest;
}
