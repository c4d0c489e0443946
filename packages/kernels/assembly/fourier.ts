// Eight lines are transformed together, as many as the samples that a line of the cache holds, two in a vector, so that each has
// the same sums in the same order as if alone.
const TOGETHER: i32 = 8;
const PLACE: usize = 8 * 8;

/**
 * Transforms `lines` lines of `length` complex float64 samples in place (radix 2). The samples of a line lie `step` samples
 * apart, the lines `next`. `order` holds the bit-reversed places (uint32), `cos` and `sin` the factors
 * (float64, length / 2). `buffer` has room for 16 · length float64.
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

/** Copies samples to their bit-reversed places, in the order in which they lie in memory. */
function gather(from: usize, buffer: usize, length: i32, together: i32, step: i32, next: i32, order: usize): void {
  for (let i = 0; i < length; i++) {
    const place = from + <usize>i * <usize>step * 8;
    copySamples(place, buffer + <usize>load<u32>(order + <usize>i * 4) * PLACE, together, <usize>next * 8, 8);
  }
}

function scatter(target: usize, buffer: usize, length: i32, together: i32, step: i32, next: i32): void {
  for (let i = 0; i < length; i++) {
    const place = target + <usize>i * <usize>step * 8;
    copySamples(buffer + <usize>i * PLACE, place, together, 8, <usize>next * 8);
  }
}

function copySamples(from: usize, to: usize, count: i32, fromNext: usize, toNext: usize): void {
  if (count === TOGETHER && fromNext === toNext) {
    v128.store(to, v128.load(from));
    v128.store(to, v128.load(from, 16), 16);
    v128.store(to, v128.load(from, 32), 32);
    v128.store(to, v128.load(from, 48), 48);
    return;
  }
  for (let i = 0; i < count; i++, from += fromNext, to += toNext) store<f64>(to, load<f64>(from));
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
      turn(re + low + 32, im + low + 32, reach, c, s);
      turn(re + low + 48, im + low + 48, reach, c, s);
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

/**
 * From the transform of a + i · b, two real planes, that of their correlation, a · conj(b), each frequency scaled to the square
 * root of its magnitude. Written over it are the columns up to the one in the middle; the others are their mirror images.
 */
export function crossPower(re: usize, im: usize, height: i32, width: i32): void {
  for (let v = 0; v < height; v++) {
    const minusV = v === 0 ? 0 : height - v;
    for (let u = 0; u <= width >> 1; u++) {
      const minusU = u === 0 ? 0 : width - u;
      const place = 8 * (<usize>v * <usize>width + <usize>u);
      const mirrored = 8 * (<usize>minusV * <usize>width + <usize>minusU);
      if (u !== minusU) correlate(re, im, place, mirrored);
      else if (v <= minusV) {
        correlate(re, im, place, mirrored);
        if (v === minusV) continue;
        store<f64>(re + mirrored, load<f64>(re + place));
        store<f64>(im + mirrored, -load<f64>(im + place));
      }
    }
  }
}

function correlate(re: usize, im: usize, place: usize, mirrored: usize): void {
  const sumRe = load<f64>(re + place) + load<f64>(re + mirrored);
  const differenceRe = load<f64>(re + place) - load<f64>(re + mirrored);
  const sumIm = load<f64>(im + place) + load<f64>(im + mirrored);
  const differenceIm = load<f64>(im + place) - load<f64>(im + mirrored);
  const real = (sumRe * sumIm - differenceIm * differenceRe) / 4;
  const imaginary = (sumRe * differenceRe + differenceIm * sumIm) / 4;
  const root = Math.sqrt(Math.sqrt(real * real + imaginary * imaginary));
  store<f64>(re + place, root > 0 ? real / root : 0);
  store<f64>(im + place, root > 0 ? imaginary / root : 0);
}

/** Completes rows of which the left half is known to that of a real signal. */
export function mirrorRows(re: usize, im: usize, rows: i32, width: i32): void {
  for (let y = 0; y < rows; y++) {
    const row = 8 * <usize>y * <usize>width;
    for (let u = (width >> 1) + 1; u < width; u++) {
      const from = row + 8 * <usize>(width - u);
      store<f64>(re + row + 8 * <usize>u, load<f64>(re + from));
      store<f64>(im + row + 8 * <usize>u, -load<f64>(im + from));
    }
  }
}
