import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf } from "../pixels-of.ts";
import { sameRowsOf } from "../row-bands.ts";
import { releaseRows, rowsAround } from "../rows-around.ts";
import { bilinearEnlarged } from "./bilinear-enlarged.ts";

/** What is done with each sample and what lies at its place between the blocks. */
interface Combination {
  readonly name: string;
  readonly operator: "-" | "/";
}

/**
 * The plane combined with one that is interpolated bilinearly between blocks of `factor × factor` px, float32. Planes larger than a
 * binding are combined row by row with the rows of blocks around each, so that the blocks may be larger than one, too.
 */
export function combineEnlarged(
  session: GpuSession,
  plane: GpuPlane,
  blocks: GpuPlane,
  factor: number,
  { name, operator }: Combination,
): GpuPlane {
  const result = session.allocate(plane.height, plane.width, "float32");
  let top = 0;
  for (const [source, to] of sameRowsOf(session, plane, result)) {
    const placeOf = (row: number) => blockPlace(row, factor, blocks.height);
    const last = Math.ceil(placeOf(top + source.height - 1));
    const range = rowsAround(session, blocks, Math.floor(placeOf(top)), last + 1);
    const { rows, first } = range;
    const code = `${bilinearEnlarged({ ...blocks, factor, first, last }, plane.width, top)}
fn compute(i: u32) { result[i] = source[i] ${operator} enlarged(i); }`;
    session.run({ name, reads: { source, blocks: rows }, writes: { result: to }, threads: pixelsOf(source), code });
    releaseRows(session, blocks, range);
    top += source.height;
  }
  return result;
}

/** Where a row of pixels lies among `count` rows of blocks, counted from the middle of the first. */
function blockPlace(row: number, factor: number, count: number): number {
  return Math.min(count - 1, Math.max(0, (2 * row + 1 - factor) / (2 * factor)));
}
