import type { Plane } from "../plane.ts";

/**
 * `marker` dilated again and again by a cross, never above `mask`, until nothing changes. The marker is nowhere above the mask.
 *
 * Reference: `skimage.morphology.reconstruction(footprint=disk(1))`, equal. (Vincent, 1993: two passes, then what is left by a queue)
 */
export function reconstructByDilation(marker: Plane<Float64Array>, mask: Plane<Float64Array>): Plane<Float64Array> {
  const { height, width } = marker;
  const data = marker.data.slice();
  const limit = mask.data;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      let value = data[i]!;
      if (x > 0 && data[i - 1]! > value) value = data[i - 1]!;
      if (y > 0 && data[i - width]! > value) value = data[i - width]!;
      data[i] = Math.min(value, limit[i]!);
    }
  }
  const waiting = passBackwards(data, limit, height, width);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const x = next % width;
    const raise = (i: number) => {
      if (data[i]! >= data[next]! || data[i] === limit[i]) return;
      data[i] = Math.min(data[next]!, limit[i]!);
      waiting.push(i);
    };
    if (x > 0) raise(next - 1);
    if (x < width - 1) raise(next + 1);
    if (next >= width) raise(next - width);
    if (next + width < data.length) raise(next + width);
  }
  return { data, height, width };
}

/** From the last pixel to the first; returns those that could still raise a neighbour behind them. */
function passBackwards(data: Float64Array, limit: Float64Array, height: number, width: number): number[] {
  const waiting: number[] = [];
  for (let y = height - 1, i = data.length - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      let value = data[i]!;
      if (x < width - 1 && data[i + 1]! > value) value = data[i + 1]!;
      if (y < height - 1 && data[i + width]! > value) value = data[i + width]!;
      value = Math.min(value, limit[i]!);
      data[i] = value;
      const raises = (j: number) => data[j]! < value && data[j]! < limit[j]!;
      if ((x < width - 1 && raises(i + 1)) || (y < height - 1 && raises(i + width))) waiting.push(i);
    }
  }
  return waiting;
}
