import { mirrorEnds, reflected } from "./memory";
import { isNeeded } from "./near-blocks";

// Sums begin with the smallest weights, at the ends, and are added up in blocks of 8: single precision then keeps
// within 1e-6 of sums in double precision, whatever the radius.
const BLOCK: i32 = 8;

/**
 * Blurs the float32 plane at `source` into `target`. `weights` holds radius + 1 float32, the centre first; `rows` has room
 * for 2 · radius + 1 addresses, `line` for width + 2 · radius + 32 float32. Rows may be read up to 64 bytes past their end. What comes
 * outside of the `blocks` that are needed may be anything; 0 for all.
 */
export function blurPlane(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  weights: usize,
  radius: i32,
  rows: usize,
  line: usize,
  blocks: usize,
): void {
  const first = line + <usize>radius * 4;
  const across = (radius + 15) >> 4;
  for (let y = 0; y < height; y++) {
    if (!isNeeded(blocks, y, width, 0, width)) continue;
    for (let i = -radius; i <= radius; i++) {
      store<u32>(rows + <usize>(i + radius) * 4, <u32>(source + <usize>(reflected(y + i, height) * width) * 4));
    }
    blurColumns(rows, first, width, weights, radius, blocks, y, across);
    mirrorEnds<f32>(first, width, radius);
    blurRow(first, target + <usize>(y * width) * 4, width, weights, radius, blocks, y);
  }
}

function blurColumns(
  rows: usize,
  target: usize,
  width: i32,
  weights: usize,
  radius: i32,
  blocks: usize,
  y: i32,
  across: i32,
): void {
  for (let x = 0; x < width; x += 16) {
    if (!isNeeded(blocks, y, width, x, across)) continue;
    const place = <usize>x * 4;
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let i = radius;
    while (i > 0) {
      let part0 = f32x4.splat(0);
      let part1 = part0;
      let part2 = part0;
      let part3 = part0;
      const end = i - BLOCK > 0 ? i - BLOCK : 0;
      for (; i > end; i--) {
        const above = <usize>load<u32>(rows + <usize>(radius - i) * 4) + place;
        const below = <usize>load<u32>(rows + <usize>(radius + i) * 4) + place;
        const weight = v128.load32_splat(weights + <usize>i * 4);
        part0 = f32x4.add(part0, f32x4.mul(weight, f32x4.add(v128.load(above), v128.load(below))));
        part1 = f32x4.add(part1, f32x4.mul(weight, f32x4.add(v128.load(above, 16), v128.load(below, 16))));
        part2 = f32x4.add(part2, f32x4.mul(weight, f32x4.add(v128.load(above, 32), v128.load(below, 32))));
        part3 = f32x4.add(part3, f32x4.mul(weight, f32x4.add(v128.load(above, 48), v128.load(below, 48))));
      }
      sum0 = f32x4.add(sum0, part0);
      sum1 = f32x4.add(sum1, part1);
      sum2 = f32x4.add(sum2, part2);
      sum3 = f32x4.add(sum3, part3);
    }
    const centre = <usize>load<u32>(rows + <usize>radius * 4) + place;
    const weight = v128.load32_splat(weights);
    v128.store(target + place, f32x4.add(sum0, f32x4.mul(weight, v128.load(centre))));
    v128.store(target + place, f32x4.add(sum1, f32x4.mul(weight, v128.load(centre, 16))), 16);
    v128.store(target + place, f32x4.add(sum2, f32x4.mul(weight, v128.load(centre, 32))), 32);
    v128.store(target + place, f32x4.add(sum3, f32x4.mul(weight, v128.load(centre, 48))), 48);
  }
}

/** As {@link blurColumns} along a line; what it stores beyond `width` the next row overwrites. */
function blurRow(source: usize, target: usize, width: i32, weights: usize, radius: i32, blocks: usize, y: i32): void {
  for (let x = 0; x < width; x += 16) {
    if (!isNeeded(blocks, y, width, x, 0)) continue;
    const centre = source + <usize>x * 4;
    let sum0 = f32x4.splat(0);
    let sum1 = sum0;
    let sum2 = sum0;
    let sum3 = sum0;
    let i = radius;
    while (i > 0) {
      let part0 = f32x4.splat(0);
      let part1 = part0;
      let part2 = part0;
      let part3 = part0;
      const end = i - BLOCK > 0 ? i - BLOCK : 0;
      for (; i > end; i--) {
        const left = centre - <usize>i * 4;
        const right = centre + <usize>i * 4;
        const weight = v128.load32_splat(weights + <usize>i * 4);
        part0 = f32x4.add(part0, f32x4.mul(weight, f32x4.add(v128.load(left), v128.load(right))));
        part1 = f32x4.add(part1, f32x4.mul(weight, f32x4.add(v128.load(left, 16), v128.load(right, 16))));
        part2 = f32x4.add(part2, f32x4.mul(weight, f32x4.add(v128.load(left, 32), v128.load(right, 32))));
        part3 = f32x4.add(part3, f32x4.mul(weight, f32x4.add(v128.load(left, 48), v128.load(right, 48))));
      }
      sum0 = f32x4.add(sum0, part0);
      sum1 = f32x4.add(sum1, part1);
      sum2 = f32x4.add(sum2, part2);
      sum3 = f32x4.add(sum3, part3);
    }
    const weight = v128.load32_splat(weights);
    const place = target + <usize>x * 4;
    v128.store(place, f32x4.add(sum0, f32x4.mul(weight, v128.load(centre))));
    v128.store(place, f32x4.add(sum1, f32x4.mul(weight, v128.load(centre, 16))), 16);
    v128.store(place, f32x4.add(sum2, f32x4.mul(weight, v128.load(centre, 32))), 32);
    v128.store(place, f32x4.add(sum3, f32x4.mul(weight, v128.load(centre, 48))), 48);
  }
}
