const BLOCK: i32 = 16;

/**
 * Writes half of the mean squared difference between neighbours in a row of each block of 16 × 16 samples as float64; the last
 * column has no right neighbour.
 */
export function measureVariances<T>(source: usize, height: i32, width: i32, variances: usize): void {
  for (let top = 0; top < height; top += BLOCK) {
    const bottom = min(height, top + BLOCK);
    for (let left = 0; left < width - 1; left += BLOCK, variances += 8) {
      const right = min(width - 1, left + BLOCK);
      let sum: f64 = 0;
      const isWhole = right - left === BLOCK;
      if (sizeof<T>() === 2 && isWhole) sum = squaresInWhole(source, width, top, bottom, left);
      else sum = squaresIn<T>(source, width, top, bottom, left, right);
      store<f64>(variances, sum / <f64>(2 * (right - left) * (bottom - top)));
    }
  }
}

function squaresIn<T>(source: usize, width: i32, top: i32, bottom: i32, left: i32, right: i32): f64 {
  let sum: f64 = 0;
  for (let y = top; y < bottom; y++) {
    const row = source + <usize>y * <usize>width * sizeof<T>();
    let value = <f64>load<T>(row + <usize>left * sizeof<T>());
    for (let x = left + 1; x <= right; x++) {
      const next = <f64>load<T>(row + <usize>x * sizeof<T>());
      sum += (next - value) * (next - value);
      value = next;
    }
  }
  return sum;
}

/** The same in a block of uint16 that is 16 wide: whole numbers, whose order makes no difference. */
function squaresInWhole(source: usize, width: i32, top: i32, bottom: i32, left: i32): f64 {
  let sum = i64x2.splat(0);
  for (let y = top; y < bottom; y++) {
    const from = source + 2 * (<usize>y * <usize>width + <usize>left);
    for (let i: usize = 0; i < 2 * <usize>BLOCK; i += 8) {
      const differences = i32x4.sub(v128.load_ext<u16>(from + i, 2), v128.load_ext<u16>(from + i));
      const low = i64x2.extmul_low_i32x4_s(differences, differences);
      sum = i64x2.add(sum, i64x2.add(low, i64x2.extmul_high_i32x4_s(differences, differences)));
    }
  }
  return <f64>(i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1));
}

/**
 * Of `count` blocks of 16 × 16 samples (float32), `every` of them from one to the next where a row has `columns`: writes half of the mean
 * squared difference between samples `apart` from each other, along rows or columns where it is less, as float64.
 */
export function measureEvenness(
  source: usize,
  width: i32,
  columns: i32,
  every: i32,
  count: i32,
  apart: i32,
  variances: usize,
): void {
  const right = 4 * <usize>apart;
  const below = right * <usize>width;
  for (let block = 0; block < count * every; block += every, variances += 8) {
    let across: f64 = 0;
    let down: f64 = 0;
    const start = source + 4 * <usize>BLOCK * (<usize>(block / columns) * <usize>width + <usize>(block % columns));
    for (let y: usize = 0; y < <usize>BLOCK; y++) {
      const row = start + 4 * y * <usize>width;
      for (let sample = row; sample < row + 4 * <usize>BLOCK; sample += 4) {
        const own = <f64>load<f32>(sample);
        const toRight = <f64>load<f32>(sample + right) - own;
        const toBelow = <f64>load<f32>(sample + below) - own;
        across += toRight * toRight;
        down += toBelow * toBelow;
      }
    }
    store<f64>(variances, min(across, down) / <f64>(2 * BLOCK * BLOCK));
  }
}
