import { emptyLike, type PixelArray, type Plane } from "../../src/plane.ts";

/** Grey reconstruction by dilation in float64: two scans, then a queue (Vincent 1993). */
export function reconstruct<T extends PixelArray>(seed: Plane<T>, mask: Plane<T>, connectivity: 4 | 8 = 8): Plane<T> {
  const { height, width } = seed;
  const row = width + 2;
  const before = connectivity === 8 ? [-row - 1, -row, 1 - row, -1] : [-row, -1];
  const after = before.map((step) => -step);
  const framedSamples = row * (height + 2);
  const [grown, limit] = [new Float64Array(framedSamples), new Float64Array(framedSamples)];
  frame(seed, grown);
  frame(mask, limit);
  scan(grown, limit, before, 1);
  scan(grown, limit, after, -1);
  settle(grown, limit, after);
  const data = emptyLike(seed.data);
  for (let y = 0; y < height; y++) {
    const start = (y + 1) * row + 1;
    data.set(grown.subarray(start, start + width), y * width);
  }
  return { data, height, width };
}

/** Puts a frame of −∞ around the samples: no neighbour needs to be asked whether it is there, and none raises another from outside. */
function frame({ data, height, width }: Plane, wide: Float64Array): void {
  const row = width + 2;
  wide.fill(Number.NEGATIVE_INFINITY);
  for (let y = 0; y < height; y++) wide.set(data.subarray(y * width, (y + 1) * width), (y + 1) * row + 1);
}

/** Raises each pixel to its highest neighbour that was visited before it, at most to the mask. */
function scan(grown: Float64Array, limit: Float64Array, visited: readonly number[], step: 1 | -1): void {
  const reach = visited.reduce((most, offset) => Math.max(most, Math.abs(offset)), 0);
  const [first, end] = step > 0 ? [reach, grown.length] : [grown.length - 1 - reach, -1];
  for (let i = first; i !== end; i += step) {
    let highest = grown[i]!;
    for (let n = 0; n < visited.length; n++) {
      const neighbour = grown[i + visited[n]!]!;
      if (neighbour > highest) highest = neighbour;
    }
    grown[i] = Math.min(highest, limit[i]!);
  }
}

/**
 * Passes on what the scans left: from pixels that still exceed a neighbour below its mask, first come first served. Those before a
 * pixel were raised by the second scan.
 */
function settle(grown: Float64Array, limit: Float64Array, after: readonly number[]): void {
  const around = [...after, ...after.map((step) => -step)];
  const waiting: number[] = [];
  for (let i = 0; i < grown.length; i++) {
    const level = grown[i]!;
    for (let n = 0; n < after.length && level > Number.NEGATIVE_INFINITY; n++) {
      if (!isRaised(grown, limit, i + after[n]!, level)) continue;
      waiting.push(i);
      break;
    }
  }
  for (let head = 0; head < waiting.length; head++) {
    const i = waiting[head]!;
    const level = grown[i]!;
    for (let n = 0; n < around.length; n++) {
      const j = i + around[n]!;
      if (!isRaised(grown, limit, j, level)) continue;
      grown[j] = Math.min(level, limit[j]!);
      waiting.push(j);
    }
  }
}

function isRaised(grown: Float64Array, limit: Float64Array, i: number, level: number): boolean {
  return grown[i]! < level && grown[i]! < limit[i]!;
}
