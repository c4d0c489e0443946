/** Side of the squares that are turned one after another: what they come from stays in the first cache. */
const BLOCK: i32 = 64;

/**
 * Turns a float32 plane into `target` of `rows` × `columns`: the pixel (y, x) lies at `startY + cos y + sin x`, `startX − sin y + cos x` of the
 * plane, between whose pixels values are interpolated bilinearly in double precision; outside of it they are `fill`.
 */
export function turnPlane(
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  rows: i32,
  columns: i32,
  cos: f64,
  sin: f64,
  startY: f64,
  startX: f64,
  fill: f32,
): void {
  for (let top = 0; top < rows; top += BLOCK) {
    for (let left = 0; left < columns; left += BLOCK) {
      const right = min(columns, left + BLOCK);
      for (let y = top; y < min(rows, top + BLOCK); y++) {
        const to = target + 4 * <usize>y * <usize>columns;
        turnRow(source, to, height, width, left, right, cos, sin, startY + cos * <f64>y, startX - sin * <f64>y, fill);
      }
    }
  }
}

/** The pixels `left` to `right` of a row; what lies inside of the plane is one stretch of them. */
function turnRow(
  source: usize,
  to: usize,
  height: i32,
  width: i32,
  left: i32,
  right: i32,
  cos: f64,
  sin: f64,
  baseY: f64,
  baseX: f64,
  fill: f32,
): void {
  let first = left;
  while (first < right && !isInside(baseY + sin * <f64>first, baseX + cos * <f64>first, height, width)) {
    store<f32>(to + 4 * <usize>first, fill);
    first++;
  }
  let end = right;
  while (end > first && !isInside(baseY + sin * <f64>(end - 1), baseX + cos * <f64>(end - 1), height, width)) {
    end--;
    store<f32>(to + 4 * <usize>end, fill);
  }
  const base = f64x2.replace_lane(f64x2.splat(baseX), 1, baseY);
  const along = f64x2.replace_lane(f64x2.splat(cos), 1, sin);
  for (let x = first; x < end; x++) {
    const from = f64x2.add(base, f64x2.mul(along, f64x2.splat(<f64>x)));
    store<f32>(to + 4 * <usize>x, <f32>between(source, height, width, from));
  }
}

function isInside(y: f64, x: f64, height: i32, width: i32): bool {
  return y >= 0 && x >= 0 && y <= <f64>(height - 1) && x <= <f64>(width - 1);
}

/** Between the four pixels around a place, x and y of which are one vector. */
function between(source: usize, height: i32, width: i32, from: v128): f64 {
  const corner = f64x2.floor(from);
  const parts = f64x2.sub(from, corner);
  // A whole number that is added to 2^52 is the lower half of the sum's bits.
  const places = f64x2.add(corner, f64x2.splat(4503599627370496));
  const left = i32x4.extract_lane(places, 0);
  const top = i32x4.extract_lane(places, 2);
  const upper = source + 4 * (<usize>top * <usize>width + <usize>left);
  if (left + 1 < width && top + 1 < height) {
    const across = shares(v128.shuffle<i64>(parts, parts, 0, 0));
    const above = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(upper)), across);
    const below = f64x2.mul(f64x2.promote_low_f32x4(v128.load64_zero(upper + 4 * <usize>width)), across);
    const both = f64x2.add(v128.shuffle<i64>(above, below, 0, 2), v128.shuffle<i64>(above, below, 1, 3));
    const shared = f64x2.mul(both, shares(v128.shuffle<i64>(parts, parts, 1, 1)));
    return f64x2.extract_lane(shared, 0) + f64x2.extract_lane(shared, 1);
  }
  const part = f64x2.extract_lane(parts, 0);
  const down = f64x2.extract_lane(parts, 1);
  const right: usize = left + 1 < width ? 4 : 0;
  const lower = top + 1 < height ? upper + 4 * <usize>width : upper;
  const above = <f64>load<f32>(upper) * (1 - part) + <f64>load<f32>(upper + right) * part;
  const below = <f64>load<f32>(lower) * (1 - part) + <f64>load<f32>(lower + right) * part;
  return above * (1 - down) + below * down;
}

/** 1 less a part, and the part. */
function shares(part: v128): v128 {
  return f64x2.add(f64x2(1, 0), f64x2.mul(part, f64x2(-1, 1)));
}
