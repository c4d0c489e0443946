import { demoted, greatest, highPair, lowPair } from "./vector";

// `sources` has the addresses of as many planes as `count` says (uint32). Each sample of the result is made of those of all planes while
// it is in a register.

function sourceOf(sources: usize, plane: i32): usize {
  return <usize>load<u32>(sources + 4 * <usize>plane);
}

/** The greatest of each sample over planes. */
export function greatestOfPlanes<T>(sources: usize, count: i32, target: usize, samples: i32): void {
  const bytes = <usize>samples * sizeof<T>();
  const start = sourceOf(sources, 0);
  for (let i: usize = 0; i < bytes; i += 64) {
    let a = v128.load(start + i);
    let b = v128.load(start + i, 16);
    let c = v128.load(start + i, 32);
    let d = v128.load(start + i, 48);
    for (let plane = 1; plane < count; plane++) {
      const from = sourceOf(sources, plane) + i;
      a = greatest<T>(a, v128.load(from));
      b = greatest<T>(b, v128.load(from, 16));
      c = greatest<T>(c, v128.load(from, 32));
      d = greatest<T>(d, v128.load(from, 48));
    }
    v128.store(target + i, a);
    v128.store(target + i, b, 16);
    v128.store(target + i, c, 32);
    v128.store(target + i, d, 48);
  }
}

/** The mean of each sample over planes, summed in float64, as float32. */
export function meanOfPlanes<T>(sources: usize, count: i32, target: usize, samples: i32): void {
  // 256 samples of 16 bits have a sum below 2^24, which float32 holds exactly; its division rounds as that of float64 rounded again,
  // which has more than twice the digits.
  if (sizeof<T>() === 1 && count <= 256) meanOfBytes(sources, count, target, samples);
  else if (sizeof<T>() === 2 && count <= 256) meanOfWords(sources, count, target, samples);
  else meanOf<T>(sources, count, target, samples);
}

function meanOfBytes(sources: usize, count: i32, target: usize, samples: i32): void {
  const divisor = f32x4.splat(<f32>count);
  for (let i: usize = 0; i < <usize>samples; i += 16) {
    let low = i16x8.splat(0);
    let high = i16x8.splat(0);
    for (let plane = 0; plane < count; plane++) {
      const sixteen = v128.load(sourceOf(sources, plane) + i);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(sixteen));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(sixteen));
    }
    storeMeans(target + 4 * i, i32x4.extend_low_i16x8_u(low), divisor);
    storeMeans(target + 4 * i + 16, i32x4.extend_high_i16x8_u(low), divisor);
    storeMeans(target + 4 * i + 32, i32x4.extend_low_i16x8_u(high), divisor);
    storeMeans(target + 4 * i + 48, i32x4.extend_high_i16x8_u(high), divisor);
  }
}

function meanOfWords(sources: usize, count: i32, target: usize, samples: i32): void {
  const divisor = f32x4.splat(<f32>count);
  for (let i: usize = 0; i < <usize>samples; i += 8) {
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    for (let plane = 0; plane < count; plane++) {
      const eight = v128.load(sourceOf(sources, plane) + 2 * i);
      low = i32x4.add(low, i32x4.extend_low_i16x8_u(eight));
      high = i32x4.add(high, i32x4.extend_high_i16x8_u(eight));
    }
    storeMeans(target + 4 * i, low, divisor);
    storeMeans(target + 4 * i + 16, high, divisor);
  }
}

function storeMeans(target: usize, sums: v128, divisor: v128): void {
  v128.store(target, f32x4.div(f32x4.convert_i32x4_u(sums), divisor));
}

function meanOf<T>(sources: usize, count: i32, target: usize, samples: i32): void {
  const divisor = f64x2.splat(<f64>count);
  for (let i: usize = 0; i < <usize>samples; i += 4) {
    let low = f64x2.splat(0);
    let high = f64x2.splat(0);
    for (let plane = 0; plane < count; plane++) {
      const from = sourceOf(sources, plane) + i * sizeof<T>();
      low = f64x2.add(low, lowPair<T>(from));
      high = f64x2.add(high, highPair<T>(from));
    }
    v128.store(target + 4 * i, demoted(f64x2.div(low, divisor), f64x2.div(high, divisor)));
  }
}
