/**
 * Blocks of a result that are made one after another: flat ones, for each row of them lies in a page of its own. Of a plane turned to its side 16 rows
 * are samples side by side.
 */
const BLOCK_ROWS: i32 = 16;
const BLOCK_COLUMNS: i32 = 512;

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
  for (let top = 0; top < rows; top += BLOCK_ROWS) {
    for (let left = 0; left < columns; left += BLOCK_COLUMNS) {
      const from = first + <usize>(<isize>top * down + <isize>left * right);
      const to = target + <usize>bytes * (<usize>top * <usize>columns + <usize>left);
      const height = min(BLOCK_ROWS, rows - top);
      const width = min(BLOCK_COLUMNS, columns - left);
      if (bytes === 1) turnBlock<u8>(from, to, height, width, columns, right, down);
      else if (bytes === 2) turnBlock<u16>(from, to, height, width, columns, right, down);
      else if (bytes === 4) turnBlock<u32>(from, to, height, width, columns, right, down);
      else moveBlock<u64>(from, to, height, width, columns, right, down);
    }
  }
}

function moveBlock<T>(from: usize, to: usize, height: i32, width: i32, columns: i32, right: isize, down: isize): void {
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

/** If rows of the result are columns: 8 × 8 or 4 × 4 samples at once, transposed in vectors; the rest one by one. */
function turnBlock<T>(from: usize, to: usize, height: i32, width: i32, columns: i32, right: isize, down: isize): void {
  const isTurned = down === sizeof<T>() || down === -(<isize>sizeof<T>());
  const at = isTurned ? (sizeof<T>() === 4 ? ~3 : ~7) : 0;
  const wholeHeight = height & at;
  const wholeWidth = width & at;
  const step: i32 = sizeof<T>() === 4 ? 4 : 8;
  const rowBytes = <isize>columns * <isize>sizeof<T>();
  // Columns are stored as rows one after another, or backwards: then the first comes from the last.
  const last = <usize>((step - 1) * rowBytes);
  const isBackward = down < 0;
  for (let y = 0; y < wholeHeight; y += step) {
    for (let x = 0; x < wholeWidth; x += step) {
      let first = from + <usize>(<isize>y * down + <isize>x * right);
      let place = to + <usize>(<isize>y * rowBytes) + <usize>x * sizeof<T>();
      if (isBackward) {
        first -= <usize>(step - 1) * sizeof<T>();
        place += last;
      }
      const next = isBackward ? -rowBytes : rowBytes;
      if (sizeof<T>() === 1) turnBytes(first, right, place, next);
      else if (sizeof<T>() === 2) turnHalves(first, right, place, next);
      else turnWords(first, right, place, next);
    }
  }
  const rest = from + <usize>(<isize>wholeWidth * right);
  const beside = to + <usize>wholeWidth * sizeof<T>();
  moveBlock<T>(rest, beside, wholeHeight, width - wholeWidth, columns, right, down);
  const below = from + <usize>(<isize>wholeHeight * down);
  const under = to + <usize>(<isize>wholeHeight * rowBytes);
  moveBlock<T>(below, under, height - wholeHeight, width, columns, right, down);
}

function turnBytes(from: usize, right: isize, to: usize, next: isize): void {
  const a = besides(v128.load64_zero(from), v128.load64_zero(from + <usize>right));
  const b = besides(v128.load64_zero(from + <usize>(2 * right)), v128.load64_zero(from + <usize>(3 * right)));
  const c = besides(v128.load64_zero(from + <usize>(4 * right)), v128.load64_zero(from + <usize>(5 * right)));
  const d = besides(v128.load64_zero(from + <usize>(6 * right)), v128.load64_zero(from + <usize>(7 * right)));
  const abLow = v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
  const abHigh = v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
  const cdLow = v128.shuffle<i16>(c, d, 0, 8, 1, 9, 2, 10, 3, 11);
  const cdHigh = v128.shuffle<i16>(c, d, 4, 12, 5, 13, 6, 14, 7, 15);
  storeHalves(v128.shuffle<i32>(abLow, cdLow, 0, 4, 1, 5), to, next);
  storeHalves(v128.shuffle<i32>(abLow, cdLow, 2, 6, 3, 7), to + <usize>(2 * next), next);
  storeHalves(v128.shuffle<i32>(abHigh, cdHigh, 0, 4, 1, 5), to + <usize>(4 * next), next);
  storeHalves(v128.shuffle<i32>(abHigh, cdHigh, 2, 6, 3, 7), to + <usize>(6 * next), next);
}

/** Eight bytes of one vector, each with that of another behind it. */
function besides(a: v128, b: v128): v128 {
  return v128.shuffle<i8>(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

function storeHalves(two: v128, to: usize, next: isize): void {
  v128.store64_lane(to, two, 0);
  v128.store64_lane(to + <usize>next, two, 1);
}

function turnHalves(from: usize, right: isize, to: usize, next: isize): void {
  const a = v128.load(from);
  const b = v128.load(from + <usize>right);
  const c = v128.load(from + <usize>(2 * right));
  const d = v128.load(from + <usize>(3 * right));
  const e = v128.load(from + <usize>(4 * right));
  const f = v128.load(from + <usize>(5 * right));
  const g = v128.load(from + <usize>(6 * right));
  const h = v128.load(from + <usize>(7 * right));
  const low = <usize>(4 * next);
  turnFourColumns(lowHalves(a, b), lowHalves(c, d), lowHalves(e, f), lowHalves(g, h), to, next);
  turnFourColumns(highHalves(a, b), highHalves(c, d), highHalves(e, f), highHalves(g, h), to + low, next);
}

function lowHalves(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11);
}

function highHalves(a: v128, b: v128): v128 {
  return v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15);
}

function turnFourColumns(ab: v128, cd: v128, ef: v128, gh: v128, to: usize, next: isize): void {
  const upperFirst = v128.shuffle<i32>(ab, cd, 0, 4, 1, 5);
  const lowerFirst = v128.shuffle<i32>(ef, gh, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<i64>(upperFirst, lowerFirst, 0, 2));
  v128.store(to + <usize>next, v128.shuffle<i64>(upperFirst, lowerFirst, 1, 3));
  const upperLast = v128.shuffle<i32>(ab, cd, 2, 6, 3, 7);
  const lowerLast = v128.shuffle<i32>(ef, gh, 2, 6, 3, 7);
  v128.store(to + <usize>(2 * next), v128.shuffle<i64>(upperLast, lowerLast, 0, 2));
  v128.store(to + <usize>(3 * next), v128.shuffle<i64>(upperLast, lowerLast, 1, 3));
}

function turnWords(from: usize, right: isize, to: usize, next: isize): void {
  const a = v128.load(from);
  const b = v128.load(from + <usize>right);
  const c = v128.load(from + <usize>(2 * right));
  const d = v128.load(from + <usize>(3 * right));
  const abLow = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
  const cdLow = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
  v128.store(to, v128.shuffle<i64>(abLow, cdLow, 0, 2));
  v128.store(to + <usize>next, v128.shuffle<i64>(abLow, cdLow, 1, 3));
  const abHigh = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(to + <usize>(2 * next), v128.shuffle<i64>(abHigh, cdHigh, 0, 2));
  v128.store(to + <usize>(3 * next), v128.shuffle<i64>(abHigh, cdHigh, 1, 3));
}
