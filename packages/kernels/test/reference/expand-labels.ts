import { expectParameter, type Labels } from "../../src/plane.ts";

/**
 * Labels grown by up to `distance` px (Euclidean, between pixel centres) into the background, never into each other: a
 * background pixel takes the label of the nearest labelled pixel, the leftmost of equally near ones, then the uppermost.
 *
 * Reference: `skimage.segmentation.expand_labels`, equal at such ties too.
 */
export function expandLabels(labels: Labels, distance: number): Labels {
  expectParameter(distance >= 0 && distance < Number.POSITIVE_INFINITY, "expand labels", "a distance ≥ 0 px", distance);
  const { height, width } = labels;
  const data = labels.data.slice();
  const border = borderPixels(labels);
  for (const { dx, dy } of nearestOffsetsFirst(distance)) {
    for (let i = 0; i < border.length; i++) {
      const pixel = border[i]!;
      const x = (pixel % width) + dx;
      const target = pixel + dy * width + dx;
      if (x < 0 || x >= width || target < 0 || target >= data.length || data[target] !== 0) continue;
      data[target] = labels.data[pixel]!;
    }
  }
  return { data, height, width };
}

/** Labelled pixels with an edge neighbour of another value: only these are nearest to anything outside. */
function borderPixels({ data, width }: Labels): Uint32Array {
  const found: number[] = [];
  for (let i = 0; i < data.length; i++) {
    const label = data[i]!;
    if (label === 0) continue;
    const x = i % width;
    const inner =
      (x === 0 || data[i - 1] === label) &&
      (x === width - 1 || data[i + 1] === label) &&
      (i < width || data[i - width] === label) &&
      (i + width >= data.length || data[i + width] === label);
    if (!inner) found.push(i);
  }
  return Uint32Array.from(found);
}

/** Among equally long offsets those from the left come first, then those from above: what is taken stays taken. */
function nearestOffsetsFirst(distance: number): readonly { readonly dx: number; readonly dy: number }[] {
  const offsets: { dx: number; dy: number; squared: number }[] = [];
  const reach = Math.floor(distance);
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      const squared = dx * dx + dy * dy;
      if (squared > 0 && squared <= distance * distance) offsets.push({ dx, dy, squared });
    }
  }
  return offsets.sort((a, b) => a.squared - b.squared || b.dx - a.dx || b.dy - a.dy);
}
