// The region that is measured: where its pixels (uint32) stand, and its bounds.
export let first: usize = 0;
export let end: usize = 0;
export let left: u32 = 0;
export let top: u32 = 0;
export let right: u32 = 0;
export let bottom: u32 = 0;

/** What a pixel of the region is in a box. */
export const INSIDE: u32 = 1;

/** Goes to the region whose pixels stand from `from` to `to`, in raster order, and finds its bounds. */
export function enterRegion(from: usize, to: usize, width: u32): void {
  first = from;
  end = to;
  left = u32.MAX_VALUE;
  right = 0;
  top = load<u32>(first) / width;
  bottom = load<u32>(end - 4) / width;
  let row: u32 = top * width;
  for (let pixel = first; pixel < end; pixel += 4) {
    let x = load<u32>(pixel) - row;
    if (x >= width) {
      row = (load<u32>(pixel) / width) * width;
      x = load<u32>(pixel) - row;
    }
    left = min(left, x);
    right = max(right, x);
  }
}

/** Draws the region into a box that is one pixel wider than it on each side, and otherwise 0; rows are `stride` bytes. */
export function markRegion(width: u32, box: usize, stride: usize): void {
  memory.fill(box, 0, stride * <usize>(bottom - top + 3));
  let row: u32 = top * width;
  let line = box + stride + 1 - <usize>left;
  for (let pixel = first; pixel < end; pixel += 4) {
    let x = load<u32>(pixel) - row;
    if (x >= width) {
      const y = load<u32>(pixel) / width;
      row = y * width;
      x = load<u32>(pixel) - row;
      line = box + stride * <usize>(y - top + 1) + 1 - <usize>left;
    }
    store<u8>(line + <usize>x, INSIDE);
  }
}
