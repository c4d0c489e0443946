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
      else if (bytes === 4 && right !== 4 && right !== -4) turnWords(from, to, height, width, columns, right, down);
      else if (bytes === 4) moveSquare<u32>(from, to, height, width, columns, right, down);
      else moveSquare<u64>(from, to, height, width, columns, right, down);
    }
  }
}

function moveSquare<T>(from: usize, to: usize, height: i32, width: i32, columns: i32, right: isize, down: isize): void {
  for (let y = 0; y < height; y++) {
    let source = from;
    let x = 0;
    let place = to;
    for (; x + 4 <= width; x += 4) {
      store<T>(place, load<T>(source));
      store<T>(place + sizeof<T>(), load<T>(source + <usize>right));
      store<T>(place + 2 * sizeof<T>(), load<T>(source + 2 * <usize>right));
      store<T>(place + 3 * sizeof<T>(), load<T>(source + 3 * <usize>right));
      source += 4 * <usize>right;
      place += 4 * sizeof<T>();
    }
    for (; x < width; x++) {
      store<T>(place, load<T>(source));
      source += <usize>right;
      place += sizeof<T>();
    }
    from += <usize>down;
    to += <usize>columns * sizeof<T>();
  }
}

/** Samples of 4 bytes turned to their side: 4 × 4 at once, whose rows are columns of the result, upwards or downwards. */
function turnWords(from: usize, to: usize, height: i32, width: i32, columns: i32, right: isize, down: isize): void {
  const rowBytes = 4 * <usize>columns;
  const wholeHeight = height & ~3;
  const wholeWidth = width & ~3;
  // Where the first of four columns lies of which the last is the first row of the result, if columns go backwards.
  const back: usize = down < 0 ? 12 : 0;
  for (let y = 0; y < wholeHeight; y += 4) {
    for (let x = 0; x < wholeWidth; x += 4) {
      const at = from + <usize>(<isize>y * down + <isize>x * right) - back;
      const a = v128.load(at);
      const b = v128.load(at + <usize>right);
      const c = v128.load(at + 2 * <usize>right);
      const d = v128.load(at + 3 * <usize>right);
      const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      const first = v128.shuffle<i64>(abLow, cdLow, 0, 2);
      const second = v128.shuffle<i64>(abLow, cdLow, 1, 3);
      const third = v128.shuffle<i64>(abHigh, cdHigh, 0, 2);
      const fourth = v128.shuffle<i64>(abHigh, cdHigh, 1, 3);
      const place = to + <usize>y * rowBytes + 4 * <usize>x;
      v128.store(place, down < 0 ? fourth : first);
      v128.store(place + rowBytes, down < 0 ? third : second);
      v128.store(place + 2 * rowBytes, down < 0 ? second : third);
      v128.store(place + 3 * rowBytes, down < 0 ? first : fourth);
    }
  }
  const besides = from + <usize>(<isize>wholeWidth * right);
  if (wholeWidth < width) {
    moveSquare<u32>(besides, to + 4 * <usize>wholeWidth, wholeHeight, width - wholeWidth, columns, right, down);
  }
  if (wholeHeight < height) {
    const below = from + <usize>(<isize>wholeHeight * down);
    moveSquare<u32>(below, to + <usize>wholeHeight * rowBytes, height - wholeHeight, width, columns, right, down);
  }
}
