import { emptyLike, type PixelArray, type Plane } from "../../src/plane.ts";

/** Grey reconstruction by dilation in float64: scans forwards and backwards until nothing changes (Vincent 1993). */
export function reconstruct<T extends PixelArray>(seed: Plane<T>, mask: Plane<T>, connectivity: 4 | 8 = 8): Plane<T> {
  const { height, width } = seed;
  const row = width + 2;
  const before = connectivity === 8 ? [-row - 1, -row, 1 - row, -1] : [-row, -1];
  const after = before.map((step) => -step);
  const framedSamples = row * (height + 2);
  const [grown, limit] = [new Float64Array(framedSamples), new Float64Array(framedSamples)];
  frame(seed, grown);
  frame(mask, limit);
  while (scan(grown, limit, before, 1) || scan(grown, limit, after, -1));
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

/** Raises each pixel to its highest neighbour that was visited before it, at most to the mask; true where one changed. */
function scan(grown: Float64Array, limit: Float64Array, visited: readonly number[], step: 1 | -1): boolean {
  const reach = visited.reduce((most, offset) => Math.max(most, Math.abs(offset)), 0);
  const [first, end] = step > 0 ? [reach, grown.length] : [grown.length - 1 - reach, -1];
  let isChanged = false;
  for (let i = first; i !== end; i += step) {
    let highest = grown[i]!;
    for (let n = 0; n < visited.length; n++) {
      const neighbour = grown[i + visited[n]!]!;
      if (neighbour > highest) highest = neighbour;
    }
    const level = Math.min(highest, limit[i]!);
    if (level !== grown[i]) isChanged = true;
    grown[i] = level;
  }
  return isChanged;
}
