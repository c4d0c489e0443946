// Four lines are transformed together, two in a vector, so that each has the same sums in the same order as if alone.
const TOGETHER: i32 = 4;
const PLACE: usize = 8 * 4;

/**
 * Transforms `lines` lines of `length` complex float64 samples in place (radix 2). The samples of a line lie `step` samples
 * apart, the lines `next`; `lines` is a multiple of 4, or 1 or 2. `order` holds the bit-reversed places (uint32), `cos` and `sin` the factors
 * (float64, length / 2). `buffer` has room for 8 · length float64.
 */
export function transformLines(
  re: usize,
  im: usize,
  length: i32,
  lines: i32,
  step: i32,
  next: i32,
  order: usize,
  cos: usize,
  sin: usize,
  buffer: usize,
): void {
  const other = buffer + <usize>length * PLACE;
  for (let line = 0; line < lines; line += TOGETHER) {
    const offset = <usize>(line * next) * 8;
    const together = min(TOGETHER, lines - line);
    gather(re + offset, buffer, length, together, step, next, order);
    gather(im + offset, other, length, together, step, next, order);
    for (let half = 1; half < length; half *= 2) butterflies(buffer, other, length, half, cos, sin);
    scatter(re + offset, buffer, length, together, step, next);
    scatter(im + offset, other, length, together, step, next);
  }
}

function gather(from: usize, buffer: usize, length: i32, together: i32, step: i32, next: i32, order: usize): void {
  for (let i = 0; i < length; i++) {
    let place = from + <usize>load<u32>(order + <usize>i * 4) * <usize>step * 8;
    let to = buffer + <usize>i * PLACE;
    for (let line = 0; line < together; line++) {
      store<f64>(to, load<f64>(place));
      place += <usize>next * 8;
      to += 8;
    }
  }
}

function scatter(target: usize, buffer: usize, length: i32, together: i32, step: i32, next: i32): void {
  for (let i = 0; i < length; i++) {
    let place = target + <usize>i * <usize>step * 8;
    let from = buffer + <usize>i * PLACE;
    for (let line = 0; line < together; line++) {
      store<f64>(place, load<f64>(from));
      place += <usize>next * 8;
      from += 8;
    }
  }
}

function butterflies(re: usize, im: usize, length: i32, half: i32, cos: usize, sin: usize): void {
  const stride = <usize>(length / (2 * half)) * 8;
  const reach = <usize>half * PLACE;
  const end = <usize>length * PLACE;
  for (let base: usize = 0; base < end; base += 2 * reach) {
    let factor: usize = 0;
    for (let low = base; low < base + reach; low += PLACE) {
      const c = v128.load64_splat(cos + factor);
      const s = v128.load64_splat(sin + factor);
      factor += stride;
      turn(re + low, im + low, reach, c, s);
      turn(re + low + 16, im + low + 16, reach, c, s);
    }
  }
}

function turn(re: usize, im: usize, reach: usize, cos: v128, sin: v128): void {
  const highRe = v128.load(re + reach);
  const highIm = v128.load(im + reach);
  const turnedRe = f64x2.sub(f64x2.mul(highRe, cos), f64x2.mul(highIm, sin));
  const turnedIm = f64x2.add(f64x2.mul(highRe, sin), f64x2.mul(highIm, cos));
  const lowRe = v128.load(re);
  const lowIm = v128.load(im);
  v128.store(re + reach, f64x2.sub(lowRe, turnedRe));
  v128.store(im + reach, f64x2.sub(lowIm, turnedIm));
  v128.store(re, f64x2.add(lowRe, turnedRe));
  v128.store(im, f64x2.add(lowIm, turnedIm));
}
