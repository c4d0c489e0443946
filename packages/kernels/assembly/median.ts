import { mirrorEnds, reflected } from "./memory";
import { greatest, least } from "./vector";

/**
 * The median of 3 × 3 or 5 × 5 pixels by sorting networks; edges are mirrored. `lines` has room for `size` lines of
 * width + 4 samples and 96 bytes.
 */
export function medianPlane<T>(size: i32, source: usize, target: usize, height: i32, width: i32, lines: usize): void {
  const stride = (<usize>(width + 4) * sizeof<T>() + 96) & ~15;
  const first = lines + 32;
  const rowBytes = <usize>width * sizeof<T>();
  const radius = size >> 1;
  for (let y = 0; y < height; y++) {
    const above = source + <usize>reflected(y - 1, height) * rowBytes;
    const row = source + <usize>y * rowBytes;
    const below = source + <usize>reflected(y + 1, height) * rowBytes;
    if (size === 3) sortColumns3<T>(above, row, below, first, stride, width);
    else {
      const top = source + <usize>reflected(y - 2, height) * rowBytes;
      const bottom = source + <usize>reflected(y + 2, height) * rowBytes;
      sortColumns5<T>(top, above, row, below, bottom, first, stride, width);
    }
    for (let i = 0; i < size; i++) mirrorEnds<T>(first + <usize>i * stride, width, radius);
    if (size === 3) medianRow3<T>(first, stride, target + <usize>y * rowBytes, width);
    else medianRow5<T>(first, stride, target + <usize>y * rowBytes, width);
  }
}

function sortColumns3<T>(above: usize, row: usize, below: usize, lines: usize, stride: usize, width: i32): void {
  const bytes = <usize>width * sizeof<T>();
  for (let x: usize = 0; x < bytes; x += 16) {
    const a = v128.load(above + x);
    const b = v128.load(row + x);
    const c = v128.load(below + x);
    const low = least<T>(a, b);
    const high = greatest<T>(a, b);
    const middle = greatest<T>(low, least<T>(high, c));
    v128.store(lines + x, least<T>(low, c));
    v128.store(lines + stride + x, middle);
    v128.store(lines + 2 * stride + x, greatest<T>(high, c));
  }
}

function middleOf<T>(a: v128, b: v128, c: v128): v128 {
  return greatest<T>(least<T>(a, b), least<T>(greatest<T>(a, b), c));
}

/** The median of 9 is that of the highest low, the middle middle and the lowest high of its sorted columns. */
function medianRow3<T>(lines: usize, stride: usize, target: usize, width: i32): void {
  const bytes = <usize>width * sizeof<T>();
  for (let x: usize = 0; x < bytes; x += 16) {
    const low = lines + x;
    const middle = low + stride;
    const high = middle + stride;
    const left = sizeof<T>();
    const lows = greatest<T>(greatest<T>(v128.load(low - left), v128.load(low)), v128.load(low + left));
    const highs = least<T>(least<T>(v128.load(high - left), v128.load(high)), v128.load(high + left));
    const middles = middleOf<T>(v128.load(middle - left), v128.load(middle), v128.load(middle + left));
    v128.store(target + x, middleOf<T>(lows, middles, highs));
  }
}

// What sort5 leaves: five vectors, ascending in each lane.
let sorted0 = i32x4.splat(0);
let sorted1 = i32x4.splat(0);
let sorted2 = i32x4.splat(0);
let sorted3 = i32x4.splat(0);
let sorted4 = i32x4.splat(0);

function sort5<T>(a: v128, b: v128, c: v128, d: v128, e: v128): void {
  const a1 = least<T>(a, b);
  const b1 = greatest<T>(a, b);
  const d1 = least<T>(d, e);
  const e1 = greatest<T>(d, e);
  const c1 = least<T>(c, e1);
  const e2 = greatest<T>(c, e1);
  const c2 = least<T>(c1, d1);
  const d2 = greatest<T>(c1, d1);
  const b2 = least<T>(b1, e2);
  sorted4 = greatest<T>(b1, e2);
  const a2 = least<T>(a1, d2);
  const d3 = greatest<T>(a1, d2);
  sorted0 = least<T>(a2, c2);
  const c3 = greatest<T>(a2, c2);
  const b3 = least<T>(b2, d3);
  sorted3 = greatest<T>(b2, d3);
  sorted1 = least<T>(b3, c3);
  sorted2 = greatest<T>(b3, c3);
}

function sortColumns5<T>(
  top: usize,
  above: usize,
  row: usize,
  below: usize,
  bottom: usize,
  lines: usize,
  stride: usize,
  width: i32,
): void {
  const bytes = <usize>width * sizeof<T>();
  for (let x: usize = 0; x < bytes; x += 16) {
    sort5<T>(v128.load(top + x), v128.load(above + x), v128.load(row + x), v128.load(below + x), v128.load(bottom + x));
    v128.store(lines + x, sorted0);
    v128.store(lines + stride + x, sorted1);
    v128.store(lines + 2 * stride + x, sorted2);
    v128.store(lines + 3 * stride + x, sorted3);
    v128.store(lines + 4 * stride + x, sorted4);
  }
}

function sortRow<T>(place: usize): void {
  const step = sizeof<T>();
  sort5<T>(
    v128.load(place - 2 * step),
    v128.load(place - step),
    v128.load(place),
    v128.load(place + step),
    v128.load(place + 2 * step),
  );
}

/**
 * With columns and then rows sorted, the median of 25 is that of the diagonal, the highest of the diagonal below it and
 * the lowest of that above: three of the four below are at most the median, three of those above at least.
 */
function medianRow5<T>(lines: usize, stride: usize, target: usize, width: i32): void {
  const bytes = <usize>width * sizeof<T>();
  for (let x: usize = 0; x < bytes; x += 16) {
    sortRow<T>(lines + x);
    let low = sorted3;
    const a = sorted4;
    sortRow<T>(lines + stride + x);
    low = greatest<T>(low, sorted2);
    const b = sorted3;
    let high = sorted4;
    sortRow<T>(lines + 2 * stride + x);
    low = greatest<T>(low, sorted1);
    const c = sorted2;
    high = least<T>(high, sorted3);
    sortRow<T>(lines + 3 * stride + x);
    low = greatest<T>(low, sorted0);
    const d = sorted1;
    high = least<T>(high, sorted2);
    sortRow<T>(lines + 4 * stride + x);
    high = least<T>(high, sorted1);
    v128.store(target + x, middleOf7<T>(low, a, b, c, d, sorted0, high));
  }
}

function middleOf7<T>(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128, g: v128): v128 {
  const a1 = least<T>(a, f);
  const f1 = greatest<T>(a, f);
  const a2 = least<T>(a1, d);
  const d1 = greatest<T>(a1, d);
  const b1 = least<T>(b, g);
  const g1 = greatest<T>(b, g);
  const c1 = least<T>(c, e);
  const e1 = greatest<T>(c, e);
  const b2 = greatest<T>(a2, b1);
  const d2 = least<T>(d1, f1);
  const f2 = greatest<T>(d1, f1);
  const c2 = least<T>(c1, g1);
  const g2 = greatest<T>(c1, g1);
  const d3 = greatest<T>(c2, d2);
  const d4 = least<T>(d3, g2);
  const e2 = least<T>(e1, f2);
  const e3 = greatest<T>(b2, e2);
  const b3 = least<T>(b2, e2);
  const d5 = greatest<T>(b3, d4);
  return least<T>(d5, e3);
}
