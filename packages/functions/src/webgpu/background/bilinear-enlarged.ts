import type { GpuPlane } from "@ohcs/context";

/**
 * A WGSL function `enlarged(i: u32) -> f32`: pixel `i` of a plane of this width between the blocks of which the array `blocks` is
 * interpolated bilinearly, as `bilinearEnlarge` of `@ohcs/functions/kernels` does it.
 */
export function bilinearEnlarged(blocks: GpuPlane, factor: number, width: number): string {
  // Places are counted in halves of a pixel, in integers: float32 loses the fraction in wide images.
  return `fn place(pixel: i32, count: i32) -> i32 {
  return clamp(2 * pixel + 1 - ${factor}, 0, ${2 * factor} * (count - 1));
}
fn alongRow(row: i32, place: i32) -> f32 {
  let left = place / ${2 * factor};
  let right = min(left + 1, ${blocks.width - 1});
  let start = blocks[row * ${blocks.width} + left];
  return start + (blocks[row * ${blocks.width} + right] - start) * (f32(place % ${2 * factor}) / ${2 * factor}f);
}
fn enlarged(i: u32) -> f32 {
  let x = place(i32(i) % ${width}, ${blocks.width});
  let y = place(i32(i) / ${width}, ${blocks.height});
  let above = y / ${2 * factor};
  let top = alongRow(above, x);
  let bottom = alongRow(min(above + 1, ${blocks.height - 1}), x);
  return top + (bottom - top) * (f32(y % ${2 * factor}) / ${2 * factor}f);
}`;
}
