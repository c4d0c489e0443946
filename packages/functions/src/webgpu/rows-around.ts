import type { GpuPlane, GpuSession } from "@ohcs/context";
import { isBoundWhole, rowGranule } from "./row-bands.ts";

/** Some rows of a plane, the first of which is its row `first`. */
interface RowRange {
  readonly rows: GpuPlane;
  readonly first: number;
}

/**
 * The rows from `from` until `until` of a plane, and as many above them as needed to begin at a bindable offset; the
 * plane itself if a kernel can bind it whole.
 */
export function rowsAround(session: GpuSession, plane: GpuPlane, from: number, until: number): RowRange {
  if (isBoundWhole(session, plane)) return { rows: plane, first: 0 };
  const granule = rowGranule(plane);
  const first = Math.floor(from / granule) * granule;
  return { rows: session.rowsOf(plane, first, until - first), first };
}

/** Releases the rows from {@link rowsAround}. */
export function releaseRows(session: GpuSession, plane: GpuPlane, { rows }: RowRange): void {
  if (rows !== plane) session.release(rows);
}
