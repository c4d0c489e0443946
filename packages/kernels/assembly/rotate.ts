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
  const zero = f64x2.splat(0);
  // One vector holds x and y.
  const ends = f64x2.replace_lane(f64x2.splat(<f64>(width - 1)), 1, <f64>(height - 1));
  const along = f64x2.replace_lane(f64x2.splat(cos), 1, sin);
  let to = target;
  for (let y = 0; y < rows; y++) {
    const start = f64x2.replace_lane(f64x2.splat(startX - sin * <f64>y), 1, startY + cos * <f64>y);
    for (let x = 0; x < columns; x++) {
      const from = f64x2.add(start, f64x2.mul(along, f64x2.splat(<f64>x)));
      const isInside = v128.and(f64x2.ge(from, zero), f64x2.le(from, ends));
      store<f32>(to, i64x2.all_true(isInside) ? <f32>between(source, height, width, from) : fill);
      to += 4;
    }
  }
}

function between(source: usize, height: i32, width: i32, from: v128): f64 {
  const corner = f64x2.floor(from);
  const parts = f64x2.sub(from, corner);
  const part = f64x2.extract_lane(parts, 0);
  const down = f64x2.extract_lane(parts, 1);
  const left = <i32>f64x2.extract_lane(corner, 0);
  const top = <i32>f64x2.extract_lane(corner, 1);
  const upper = source + 4 * (<usize>top * <usize>width + <usize>left);
  const right: usize = left + 1 < width ? 4 : 0;
  const lower = top + 1 < height ? upper + 4 * <usize>width : upper;
  const above = <f64>load<f32>(upper) * (1 - part) + <f64>load<f32>(upper + right) * part;
  const below = <f64>load<f32>(lower) * (1 - part) + <f64>load<f32>(lower + right) * part;
  return above * (1 - down) + below * down;
}

/** Side of the squares in which samples are moved: rows of both planes stay in the cache. */
const SQUARE: i32 = 16;

/**
 * Moves samples of 1, 2, 4 or 8 bytes into a plane of `rows` × `columns` at `target`: the first comes from `first`, those right of and below
 * a sample from `right` and `down` bytes on.
 */
export function moveSamples(
  bytes: i32,
  first: usize,
  target: usize,
  rows: i32,
  columns: i32,
  right: isize,
  down: isize,
): void {
  for (let top = 0; top < rows; top += SQUARE) {
    for (let left = 0; left < columns; left += SQUARE) {
      const from = first + <usize>(<isize>top * down + <isize>left * right);
      const to = target + <usize>bytes * (<usize>top * <usize>columns + <usize>left);
      const height = min(SQUARE, rows - top);
      const width = min(SQUARE, columns - left);
      if (bytes === 1) moveSquare<u8>(from, to, height, width, columns, right, down);
      else if (bytes === 2) moveSquare<u16>(from, to, height, width, columns, right, down);
      else if (bytes === 4) moveSquare<u32>(from, to, height, width, columns, right, down);
      else moveSquare<u64>(from, to, height, width, columns, right, down);
    }
  }
}

function moveSquare<T>(from: usize, to: usize, height: i32, width: i32, columns: i32, right: isize, down: isize): void {
  for (let y = 0; y < height; y++) {
    let source = from;
    for (let x: usize = 0; x < <usize>width; x++) {
      store<T>(to + x * sizeof<T>(), load<T>(source));
      source += <usize>right;
    }
    from += <usize>down;
    to += <usize>columns * sizeof<T>();
  }
}
