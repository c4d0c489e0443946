import type { GpuPlane, GpuSession } from "@ohcs/context";
import { isBoundWhole, rowGranule } from "./row-room.ts";

/** Some rows of a plane, the first of which is its row `first`. */
interface RowRange {
  readonly rows: GpuPlane;
  readonly first: number;
}

/**
 * The rows from `from` until `until` of a plane, and as many above them as it takes to begin where a device can bind them; the plane
 * itself where a kernel takes it as a whole.
 */
export function rowsAround(session: GpuSession, plane: GpuPlane, from: number, until: number): RowRange {
  if (isBoundWhole(session, plane)) return { rows: plane, first: 0 };
  const granule = rowGranule(plane);
  const first = Math.floor(from / granule) * granule;
  return { rows: session.rowsOf(plane, first, until - first), first };
}

/** Ends what {@link rowsAround} gave of a plane. */
export function releaseRows(session: GpuSession, plane: GpuPlane, { rows }: RowRange): void {
  if (rows !== plane) session.release(rows);
}
