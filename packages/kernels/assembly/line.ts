import { FLOAT32, FLOAT64, INT32, UINT8, UINT16, UINT32 } from "./types";
import { extreme, Maximum, Minimum } from "./vector";

/**
 * The minimum (or maximum) of the plane at `source` over the pixels that lie at `count` distances from each pixel, into `target`: pairs of
 * int32, x and y. The pixel itself counts always, what lies beyond the edges never.
 */
export function scatteredExtremes(
  type: i32,
  isMaximum: bool,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  distances: usize,
  count: i32,
): void {
  if (isMaximum) chosen<Maximum>(type, source, target, height, width, distances, count);
  else chosen<Minimum>(type, source, target, height, width, distances, count);
}

function chosen<Choice>(
  type: i32,
  source: usize,
  target: usize,
  height: i32,
  width: i32,
  distances: usize,
  count: i32,
): void {
  if (type === UINT8) rows<u8, Choice>(source, target, height, width, distances, count);
  else if (type === UINT16) rows<u16, Choice>(source, target, height, width, distances, count);
  else if (type === UINT32) rows<u32, Choice>(source, target, height, width, distances, count);
  else if (type === INT32) rows<i32, Choice>(source, target, height, width, distances, count);
  else if (type === FLOAT32) rows<f32, Choice>(source, target, height, width, distances, count);
  else if (type === FLOAT64) rows<f64, Choice>(source, target, height, width, distances, count);
}

function rows<T, Choice>(source: usize, target: usize, height: i32, width: i32, distances: usize, count: i32): void {
  const rowBytes = <usize>width * sizeof<T>();
  for (let y = 0; y < height; y++) {
    const row = target + <usize>y * rowBytes;
    memory.copy(row, source + <usize>y * rowBytes, rowBytes);
    for (let i = 0; i < count; i++) {
      const dx = load<i32>(distances + <usize>i * 8);
      const dy = load<i32>(distances + <usize>i * 8, 4);
      if (y + dy < 0 || y + dy >= height) continue;
      const left = dx < 0 ? -dx : 0;
      const right = dx < 0 ? width : width - dx;
      if (left < right) joinRow<T, Choice>(source + <usize>((y + dy) * width + dx) * sizeof<T>(), row, left, right);
    }
  }
}

/** Both addresses are those of column 0. */
function joinRow<T, Choice>(source: usize, target: usize, left: i32, right: i32): void {
  const lanes = 16 / <i32>sizeof<T>();
  let x = left;
  for (; x + lanes <= right; x += lanes) {
    const at = <usize>x * sizeof<T>();
    v128.store(target + at, extreme<T, Choice>(v128.load(target + at), v128.load(source + at)));
  }
  for (; x < right; x++) {
    const at = <usize>x * sizeof<T>();
    const value = load<T>(source + at);
    const isBetter = sizeof<Choice>() === 1 ? value < load<T>(target + at) : value > load<T>(target + at);
    if (isBetter) store<T>(target + at, value);
  }
}
