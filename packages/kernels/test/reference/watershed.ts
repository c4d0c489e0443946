import { expectSameShape, type Labels, type Mask, type Plane } from "../../src/plane.ts";
import { PixelHeap } from "./pixel-heap.ts";

export interface WatershedOptions {
  /** Only these pixels are flooded. @default all */
  readonly mask?: Mask;
  /** Does water flow across edges only (4), or corners too (8)? @default 4 */
  readonly connectivity?: 4 | 8;
}

/**
 * Floods `landscape` from the labelled `markers`, lowest pixels first, among equals in the order they were reached:
 * every pixel that water reaches takes the label it came with.
 *
 * Reference: `skimage.segmentation.watershed`, equal (Soille and Ansoult, 1990).
 *
 * @throws PLANE_SHAPE_MISMATCH where landscape, markers and mask differ in size.
 */
export function watershed(landscape: Plane, markers: Labels, options: WatershedOptions = {}): Labels {
  const { mask, connectivity = 4 } = options;
  expectSameShape("flood a landscape", landscape, markers, ...(mask === undefined ? [] : [mask]));
  const { height, width } = landscape;
  const padded = padForFlooding(landscape, markers, mask);
  flood(padded.levels, padded.labels, padded.open, neighbourOffsets(width + 2, connectivity));
  const data = new Uint32Array(height * width);
  for (let y = 0; y < height; y++) {
    const row = (y + 1) * (width + 2) + 1;
    data.set(padded.labels.subarray(row, row + width), y * width);
  }
  return { data, height, width };
}

/** Edge neighbours before corner neighbours, each in raster order: the order decides ties. */
function neighbourOffsets(width: number, connectivity: 4 | 8): number[] {
  const edges = [-width, -1, 1, width];
  return connectivity === 4 ? edges : [...edges, -width - 1, -width + 1, width - 1, width + 1];
}

/** The planes with a closed border one pixel wide, so that flooding needs no bounds checks. */
function padForFlooding(landscape: Plane, markers: Labels, mask: Mask | undefined) {
  const { height, width } = landscape;
  const size = (height + 2) * (width + 2);
  const levels = new Float64Array(size);
  const labels = new Uint32Array(size);
  const open = new Uint8Array(size);
  for (let y = 0; y < height; y++) {
    const row = (y + 1) * (width + 2) + 1;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (mask !== undefined && mask.data[i] === 0) continue;
      levels[row + x] = landscape.data[i]!;
      labels[row + x] = markers.data[i]!;
      open[row + x] = 1;
    }
  }
  return { levels, labels, open };
}

function flood(levels: Float64Array, labels: Uint32Array, open: Uint8Array, neighbours: readonly number[]): void {
  const ages = new Int32Array(levels.length);
  let capacity = 0;
  for (let i = 0; i < open.length; i++) capacity += open[i]!;
  const heap = new PixelHeap(levels, ages, capacity);
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0) heap.push(i);
  let age = 0;
  while (heap.size > 0) {
    const pixel = heap.pop();
    for (const offset of neighbours) {
      const next = pixel + offset;
      if (open[next] === 0 || labels[next] !== 0) continue;
      labels[next] = labels[pixel]!;
      // Water never falls: a hollow behind a rim is flooded at the height of the rim.
      if (levels[next]! < levels[pixel]!) levels[next] = levels[pixel]!;
      ages[next] = ++age;
      heap.push(next);
    }
  }
}
