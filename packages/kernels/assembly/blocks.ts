/**
 * Adds up blocks of `side` × `side` samples in float64, row by row; blocks at the edges have the samples that there are.
 * `line` has room for `width` uint32.
 */
export function sumBlocks<T>(source: usize, target: usize, height: i32, width: i32, side: i32, line: usize): void {
  if (sizeof<T>() < 4 && side <= WIDEST) sumNarrow<T>(source, target, height, width, side, line);
  else sumBlocksOf<T>(source, target, height, width, side);
}

/** The widest blocks of 16 bits whose sums 32 bits hold. */
const WIDEST: i32 = 256;

/** The same of 8 and 16 bits: columns of a row of blocks are added up first, in 32 bits. `line` has room for `width` of these sums. */
function sumNarrow<T>(source: usize, target: usize, height: i32, width: i32, side: i32, line: usize): void {
  const rowBytes = <usize>width * sizeof<T>();
  let to = target;
  for (let top = 0; top < height; top += side) {
    sumColumns<T>(source + <usize>top * rowBytes, line, width, min(side, height - top));
    for (let left = 0; left < width; left += side) {
      let sum: u32 = 0;
      const end = min(width, left + side);
      for (let x = left; x < end; x++) sum += load<u32>(line + 4 * <usize>x);
      store<f64>(to, <f64>sum);
      to += 8;
    }
  }
}

/** Sums of columns, eight at a time down `rows` rows. Up to seven beyond `width` are summed as well. */
function sumColumns<T>(source: usize, line: usize, width: i32, rows: i32): void {
  const rowBytes = <usize>width * sizeof<T>();
  for (let x: usize = 0; x < <usize>width; x += 8) {
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    let at = source + x * sizeof<T>();
    for (let y = 0; y < rows; y++) {
      const eight = sizeof<T>() === 1 ? v128.load_ext<u8>(at) : v128.load(at);
      low = i32x4.add(low, i32x4.extend_low_i16x8_u(eight));
      high = i32x4.add(high, i32x4.extend_high_i16x8_u(eight));
      at += rowBytes;
    }
    v128.store(line + 4 * x, low);
    v128.store(line + 4 * x, high, 16);
  }
}

function sumBlocksOf<T>(source: usize, target: usize, height: i32, width: i32, side: i32): void {
  const rowBytes = 8 * <usize>((width + side - 1) / side);
  let sums = target;
  let from = source;
  for (let y = 0; y < height; y++) {
    if (y > 0 && y % side === 0) sums += rowBytes;
    if (y % side === 0) memory.fill(sums, 0, rowBytes);
    const end = from + <usize>width * sizeof<T>();
    for (let at = sums; from < end; at += 8) {
      const stop = min(end, from + <usize>side * sizeof<T>());
      let sum = load<f64>(at);
      for (; from < stop; from += sizeof<T>()) sum += <f64>load<T>(from);
      store<f64>(at, sum);
    }
  }
}

// As `src/background/combine-enlarged.ts` counts them.
const ENLARGED: i32 = 0;
const MINUS: i32 = 1;

/**
 * Interpolates bilinearly between `rows` × `columns` values of blocks (float32) of `side` × `side` samples, each of which stands at its
 * block's centre; beyond the outermost centres values stay constant. What comes out as float32 is that, or the samples at `source`
 * less that, or divided by it. `places` has room for `width` float64, `line` for a row of blocks and one more.
 */
export function combineEnlarged<T>(
  operator: i32,
  source: usize,
  blocks: usize,
  rows: i32,
  columns: i32,
  side: f64,
  target: usize,
  height: i32,
  width: i32,
  places: usize,
  line: usize,
): void {
  for (let x = 0; x < width; x++) store<f64>(places + 8 * <usize>x, blockPlace(x, side, columns));
  for (let y = 0; y < height; y++) {
    const row = <usize>y * <usize>width;
    blendRows(blocks, rows, columns, blockPlace(y, side, rows), line);
    enlargeRow(line, places, target + 4 * row, width);
    if (operator !== ENLARGED) combineRow<T>(operator, source + row * sizeof<T>(), target + 4 * row, width);
  }
}

function blockPlace(pixel: i32, side: f64, blocks: i32): f64 {
  return min<f64>(blocks - 1, max<f64>(0, (<f64>pixel + 0.5) / side - 0.5));
}

/** The row of blocks at the fractional place `y`, one longer than there are columns. */
function blendRows(blocks: usize, rows: i32, columns: i32, y: f64, line: usize): void {
  const above = <i32>y;
  const part = y - <f64>above;
  const upper = blocks + 4 * <usize>above * <usize>columns;
  const lower = blocks + 4 * <usize>min(above + 1, rows - 1) * <usize>columns;
  for (let x: usize = 0; x < <usize>columns; x++) {
    const top = <f64>load<f32>(upper + 4 * x);
    store<f64>(line + 8 * x, top + (<f64>load<f32>(lower + 4 * x) - top) * part);
  }
  store<f64>(line + 8 * <usize>columns, load<f64>(line + 8 * <usize>(columns - 1)));
}

function enlargeRow(line: usize, places: usize, target: usize, width: i32): void {
  for (let x: usize = 0; x < <usize>width; x++) {
    const place = load<f64>(places + 8 * x);
    const left = <usize>(<i32>place);
    const value = load<f64>(line + 8 * left);
    const next = load<f64>(line + 8 * left, 8);
    store<f32>(target + 4 * x, <f32>(value + (next - value) * (place - <f64>(<i32>place))));
  }
}

function combineRow<T>(operator: i32, source: usize, target: usize, width: i32): void {
  for (let x: usize = 0; x < <usize>width; x++) {
    const sample = <f64>load<T>(source + x * sizeof<T>());
    const value = <f64>load<f32>(target + 4 * x);
    store<f32>(target + 4 * x, <f32>(operator === MINUS ? sample - value : sample / value));
  }
}
