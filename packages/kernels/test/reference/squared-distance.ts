import type { Plane } from "../../src/plane.ts";

/**
 * The squared distance in px² of each foreground pixel (not 0) to the nearest background pixel, exact; Infinity where a
 * plane has no background: of each column the nearest one, and of these, going outwards, the least.
 */
export function squaredDistance(mask: Plane): Plane<Float64Array> {
  const { height, width } = mask;
  const isFilled = mask.data.every((value) => value !== 0);
  if (isFilled) return { data: new Float64Array(mask.data.length).fill(Number.POSITIVE_INFINITY), height, width };
  const columns = columnDistances(mask);
  const data = Float64Array.from(columns, (distance, i) => {
    const x = i % width;
    let least = distance * distance;
    for (let step = 1; step * step < least && step < width; step++) {
      const left = step <= x ? columns[i - step]! : Number.POSITIVE_INFINITY;
      const right = x + step < width ? columns[i + step]! : Number.POSITIVE_INFINITY;
      least = Math.min(least, step * step + Math.min(left, right) ** 2);
    }
    return least;
  });
  return { data, height, width };
}

/** Per pixel the distance to the nearest background pixel of its column; Infinity where the column has none. */
function columnDistances({ data, height, width }: Plane): Float64Array {
  const distances = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0) distances[i] = i < width ? Number.POSITIVE_INFINITY : distances[i - width]! + 1;
  }
  for (let i = (height - 1) * width - 1; i >= 0; i--) {
    if (distances[i + width]! + 1 < distances[i]!) distances[i] = distances[i + width]! + 1;
  }
  return distances;
}
