/** Blocks between which a plane is interpolated, and which of their rows the array `blocks` holds. */
export interface Blocks {
  /** Of all of them. */
  readonly height: number;
  readonly width: number;
  /** The side of a block in px. */
  readonly factor: number;
  /** Rows of the array: the first one, and the last. */
  readonly first: number;
  readonly last: number;
}

/**
 * A WGSL function `enlarged(i: u32) -> f32`: pixel `i`, counted from row `top` on, of a plane of this width between the blocks of
 * which the array `blocks` is interpolated bilinearly, as `bilinearEnlarge` of `@ohcs/functions/kernels` does it.
 */
export function bilinearEnlarged(
  { height, width, factor, first, last }: Blocks,
  planeWidth: number,
  top: number,
): string {
  // Places are counted in halves of a pixel, in integers: float32 loses the fraction in wide images.
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
