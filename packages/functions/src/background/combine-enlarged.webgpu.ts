import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { releaseRows, rowsAround } from "../webgpu/rows-around.ts";

/** Blocks for interpolating a plane, and the rows of them that the array `blocks` holds. */
interface Blocks {
  /** The size in blocks, all rows included. */
  readonly height: number;
  readonly width: number;
  /** The side of a block in px. */
  readonly factor: number;
  /** Rows of the array: the first one, and the last. */
  readonly first: number;
  readonly last: number;
}

/** The operation on each sample and the interpolated value at its place. */
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

/**
 * A WGSL function `enlarged(i: u32) -> f32`: pixel `i`, counted from row `top` on, of a plane of this width between the
 * blocks of which the array `blocks` is interpolated bilinearly, like `bilinearEnlarge` of `@ohcs/kernels`.
 */
function bilinearEnlarged({ height, width, factor, first, last }: Blocks, planeWidth: number, top: number): string {
  // Positions are in half pixels, as integers: float32 loses the fraction in wide images.
  return `fn place(pixel: i32, count: i32) -> i32 {
  return clamp(2 * pixel + 1 - ${factor}, 0, ${2 * factor} * (count - 1));
}
fn alongRow(row: i32, place: i32) -> f32 {
  let left = place / ${2 * factor};
  let right = min(left + 1, ${width - 1});
  let start = blocks[row * ${width} + left];
  return start + (blocks[row * ${width} + right] - start) * (f32(place % ${2 * factor}) / ${2 * factor}f);
}
fn enlarged(i: u32) -> f32 {
  let x = place(i32(i) % ${planeWidth}, ${width});
  let y = place(i32(i) / ${planeWidth} + ${top}, ${height});
  let above = y / ${2 * factor};
  let upper = alongRow(above - ${first}, x);
  let lower = alongRow(min(above + 1, ${last}) - ${first}, x);
  return upper + (lower - upper) * (f32(y % ${2 * factor}) / ${2 * factor}f);
}`;
}
