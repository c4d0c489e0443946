import { PLACE, placeOf, TOGETHER, transformTogether } from "./fourier-passes";

/** The sum of `samples` samples. */
export function sumSamples<T>(source: usize, samples: i32): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  const last = source + <usize>(samples & ~1) * sizeof<T>();
  for (let at = source; at < last; at += 2 * sizeof<T>()) {
    even += <f64>load<T>(at);
    odd += <f64>load<T>(at + sizeof<T>());
  }
  return samples & 1 ? even + odd + <f64>load<T>(last) : even + odd;
}

/**
 * Transforms the rows of a + i · b, two real planes of `rows` × `length` samples minus a number each, with zeros behind up to
 * `width` samples. `re` and `im` take `rows` × `width` float64. `buffer` has room for 16 · width float64.
 */
export function transformRows<T>(
  a: usize,
  b: usize,
  lessA: f64,
  lessB: f64,
  rows: i32,
  length: i32,
  re: usize,
  im: usize,
  width: i32,
  plan: usize,
  buffer: usize,
): void {
  const other = buffer + <usize>width * PLACE;
  for (let y = 0; y < rows; y += TOGETHER) {
    const together = min(TOGETHER, rows - y);
    memory.fill(buffer, 0, 2 * <usize>width * PLACE);
    gatherReals<T>(a, y, together, length, lessA, plan, buffer);
    gatherReals<T>(b, y, together, length, lessB, plan, other);
    transformTogether(buffer, other, width, plan);
    scatterRows(buffer, re + 8 * <usize>y * <usize>width, together, width);
    scatterRows(other, im + 8 * <usize>y * <usize>width, together, width);
  }
}

function gatherReals<T>(source: usize, y: i32, rows: i32, length: i32, less: f64, plan: usize, to: usize): void {
  const next = <usize>length * sizeof<T>();
  let from = source + <usize>y * next;
  for (let x = 0; x < length; x++, from += sizeof<T>()) {
    const place = to + placeOf(plan, x);
    let at = from;
    for (let i = 0; i < rows; i++, at += next) store<f64>(place + 8 * <usize>i, <f64>load<T>(at) - less);
  }
}

function scatterRows(from: usize, to: usize, rows: i32, width: i32): void {
  const next = 8 * <usize>width;
  for (let x = 0; x < width; x++, from += PLACE, to += 8) {
    for (let i = 0; i < rows; i++) store<f64>(to + <usize>i * next, load<f64>(from + 8 * <usize>i));
  }
}

/**
 * From rows that {@link transformRows} left, `rows` of `height`, with zeros behind, the correlation a · conj(b), each frequency scaled
 * to the square root of its magnitude, transformed back along columns. Written over the first rows of `re` and `im` are those from
 * −reach to reach of its left half, the column in the middle included. `buffer` has room for 48 · height float64.
 */
export function correlateColumns(
  re: usize,
  im: usize,
  rows: i32,
  height: i32,
  width: i32,
  reach: i32,
  plan: usize,
  buffer: usize,
): void {
  const bytes = <usize>height * PLACE;
  const mirrored = buffer + 2 * bytes;
  const power = mirrored + 2 * bytes;
  // Columns are written from the left, and those to be read after them lie further right, their mirror images as well.
  for (let u = 0; u <= width >> 1; u += TOGETHER) {
    const columns = min(TOGETHER, (width >> 1) + 1 - u);
    memory.fill(buffer, 0, 4 * bytes);
    for (let part = 0; part < 2; part++) {
      const from = part === 0 ? re : im;
      gatherColumns(from, u, columns, rows, width, plan, buffer + <usize>part * bytes);
      gatherMirrored(from, u, columns, rows, width, plan, mirrored + <usize>part * bytes);
    }
    transformTogether(buffer, buffer + bytes, height, plan);
    transformTogether(mirrored, mirrored + bytes, height, plan);
    for (let v = 0; v < height; v++) {
      const minusV = <usize>(v === 0 ? 0 : height - v) * PLACE;
      crossPower(buffer + <usize>v * PLACE, mirrored + minusV, power + placeOf(plan, v), bytes);
    }
    // With its parts exchanged it is the transform back.
    transformTogether(power + bytes, power, height, plan);
    for (let y = -reach; y <= reach; y++) {
      const from = power + <usize>(y < 0 ? y + height : y) * PLACE;
      const to = 8 * (<usize>(y + reach) * <usize>width + <usize>u);
      memory.copy(re + to, from, 8 * <usize>columns);
      memory.copy(im + to, from + bytes, 8 * <usize>columns);
    }
  }
}

function gatherColumns(from: usize, u: i32, columns: i32, rows: i32, width: i32, plan: usize, to: usize): void {
  for (let y = 0; y < rows; y++) {
    memory.copy(to + placeOf(plan, y), from + 8 * (<usize>y * <usize>width + <usize>u), 8 * <usize>columns);
  }
}

function gatherMirrored(from: usize, u: i32, columns: i32, rows: i32, width: i32, plan: usize, to: usize): void {
  for (let y = 0; y < rows; y++) {
    const row = from + 8 * <usize>y * <usize>width;
    const place = to + placeOf(plan, y);
    for (let i = u === 0 ? 1 : 0; i < columns; i++) {
      store<f64>(place + 8 * <usize>i, load<f64>(row + 8 * <usize>(width - u - i)));
    }
    if (u === 0) store<f64>(place, load<f64>(row));
  }
}

/**
 * A frequency of eight columns of a · conj(b) from the transform of a + i · b, of which `place` has the frequency and `mirrored` the
 * one of opposite sign. Imaginary parts lie `bytes` behind the real ones.
 */
function crossPower(place: usize, mirrored: usize, target: usize, bytes: usize): void {
  const quarter = f64x2.splat(0.25);
  for (let i: usize = 0; i < PLACE; i += 16) {
    const sumRe = f64x2.add(v128.load(place + i), v128.load(mirrored + i));
    const lessRe = f64x2.sub(v128.load(place + i), v128.load(mirrored + i));
    const sumIm = f64x2.add(v128.load(place + bytes + i), v128.load(mirrored + bytes + i));
    const lessIm = f64x2.sub(v128.load(place + bytes + i), v128.load(mirrored + bytes + i));
    const real = f64x2.mul(f64x2.sub(f64x2.mul(sumRe, sumIm), f64x2.mul(lessIm, lessRe)), quarter);
    const imaginary = f64x2.mul(f64x2.add(f64x2.mul(sumRe, lessRe), f64x2.mul(lessIm, sumIm)), quarter);
    const square = f64x2.add(f64x2.mul(real, real), f64x2.mul(imaginary, imaginary));
    const root = f64x2.sqrt(f64x2.sqrt(square));
    const isAny = f64x2.gt(root, f64x2.splat(0));
    v128.store(target + i, v128.and(f64x2.div(real, root), isAny));
    v128.store(target + bytes + i, v128.and(f64x2.div(imaginary, root), isAny));
  }
}

/**
 * Transforms rows of which the left half is known back to those of a real signal, in place of their real parts. `buffer` has room
 * for 16 · width float64.
 */
export function transformBack(re: usize, im: usize, rows: i32, width: i32, plan: usize, buffer: usize): void {
  const other = buffer + <usize>width * PLACE;
  for (let y = 0; y < rows; y += TOGETHER) {
    const start = 8 * <usize>y * <usize>width;
    const together = min(TOGETHER, rows - y);
    gatherHalves(re + start, together, width, 1, plan, buffer);
    gatherHalves(im + start, together, width, -1, plan, other);
    transformTogether(other, buffer, width, plan);
    scatterRows(buffer, re + start, together, width);
  }
}

/** The right half of a row mirrors the left one, with another sign in the imaginary part. */
function gatherHalves(from: usize, rows: i32, width: i32, sign: f64, plan: usize, to: usize): void {
  const next = 8 * <usize>width;
  for (let u = 0; u < width; u++) {
    const isKnown = u <= width >> 1;
    let at = from + 8 * <usize>(isKnown ? u : width - u);
    const factor = isKnown ? 1 : sign;
    const place = to + placeOf(plan, u);
    for (let i = 0; i < rows; i++, at += next) store<f64>(place + 8 * <usize>i, factor * load<f64>(at));
  }
}
