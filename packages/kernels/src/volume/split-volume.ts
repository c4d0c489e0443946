import { sortOrder } from "../intensity/sort-order.ts";
import { DisjointSets } from "../labels/disjoint-sets.ts";
import { expectParameter, type Plane } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import type { LabelledVolume, VolumeConnectivity } from "./label-volume.ts";
import { volumeDistance } from "./volume-distance.ts";
import type { VoxelSpacing } from "./volume-features.ts";

export interface SplitVolumeOptions {
  /** Planes lie further apart than pixels: distances are measured in this unit. */
  readonly spacing: VoxelSpacing;
  /** How much thinner the neck between two objects is than either of them, in the unit of the spacing. */
  readonly prominence: number;
  /** @default 26 */
  readonly connectivity?: VolumeConnectivity;
}

/**
 * The voxels of a stack that are not 0 parted into one object per peak of their distance to the background that rises `prominence`
 * above the neck to a higher one, by seeded watershed from the tops of these peaks, which number the objects in raster order.
 *
 * Reference: `skimage.segmentation.watershed(-distance, markers, connectivity, mask=stack)`, the markers being
 * `skimage.morphology.local_maxima` of `reconstruction(distance - prominence, distance)`, part by part, as float32; equal, numbers
 * included.
 *
 * @throws PARAMETER_INVALID without planes or unless prominence > 0, PLANE_SHAPE_MISMATCH, KERNEL_MEMORY_EXHAUSTED
 */
export function splitVolume(
  masks: readonly Plane[],
  { spacing, prominence, connectivity = 26 }: SplitVolumeOptions,
): LabelledVolume {
  const [first, ...others] = masks;
  expectParameter(first !== undefined, "split a volume", "planes", "none");
  expectParameter(prominence > 0, "split a volume", "prominence > 0", prominence);
  if (first === undefined) return { planes: [], count: 0 };
  const { height, width } = first;
  const distances = volumeDistance([first, ...others], spacing);
  const frame = framed(distances, masks.length, height, width);
  const around = neighbours(frame, connectivity);
  const { markers, count } = topsOf(distances.length, frame, around, prominence);
  const size = { depth: masks.length, height, width, foreground: frame.places.length };
  const flooded = flood(distances, markers, size, around);
  const layer = height * width;
  const planes = masks.map((_, z) => ({ data: flooded.slice(z * layer, (z + 1) * layer), height, width }));
  return { planes, count };
}

/** Distances in a frame of background one voxel wide, so that no neighbour needs to be asked whether it is there. */
interface Frame {
  readonly heights: Float32Array;
  readonly row: number;
  readonly layer: number;
  /** Where foreground is in `heights`, in raster order, and where in the stack. */
  readonly places: Uint32Array;
  readonly voxels: Uint32Array;
}

function framed(distances: Float32Array, depth: number, height: number, width: number): Frame {
  const row = width + 2;
  const layer = row * (height + 2);
  const heights = new Float32Array(layer * (depth + 2));
  let count = 0;
  for (let i = 0; i < distances.length; i++) if (distances[i]! > 0) count++;
  const [places, voxels] = [new Uint32Array(count), new Uint32Array(count)];
  let next = 0;
  for (let i = 0; i < distances.length; i++) {
    if (distances[i] === 0) continue;
    const line = Math.floor(i / width);
    const place = (Math.floor(line / height) + 1) * layer + ((line % height) + 1) * row + (i % width) + 1;
    heights[place] = distances[i]!;
    voxels[next] = i;
    places[next++] = place;
  }
  return { heights, row, layer, places, voxels };
}

/** Steps to the neighbours in a frame, faces before edges before corners, each in raster order: the order decides ties. */
function neighbours({ row, layer }: Pick<Frame, "row" | "layer">, connectivity: VolumeConnectivity): Int32Array {
  const most = { 6: 1, 18: 2, 26: 3 }[connectivity];
  const steps = [-1, 0, 1];
  const all = steps.flatMap((z) => steps.flatMap((y) => steps.map((x) => ({ x, y, z }))));
  const near = all
    .map(({ x, y, z }) => ({ step: z * layer + y * row + x, far: Math.abs(x) + Math.abs(y) + Math.abs(z) }))
    .filter(({ far }) => far > 0 && far <= most)
    .toSorted((a, b) => a.far - b.far);
  return Int32Array.from(near, ({ step }) => step);
}

/** Numbers the tops of prominent peaks in raster order: what is connected above the height of a peak less the prominence. */
function topsOf(samples: number, frame: Frame, around: Int32Array, prominence: number) {
  const { heights, places, voxels } = frame;
  const depth = Math.fround(prominence);
  const tops = new Uint32Array(heights.length);
  for (const peak of prominentPeaks(frame, around, depth))
    fillTop(heights, tops, peak, Math.fround(heights[peak]! - depth), around);
  const markers = new Uint32Array(samples);
  const numbers = new Map<number, number>();
  for (let i = 0; i < places.length; i++) {
    const top = tops[places[i]!]!;
    if (top === 0) continue;
    if (!numbers.has(top)) numbers.set(top, numbers.size + 1);
    markers[voxels[i]!] = numbers.get(top)!;
  }
  return { markers, count: numbers.size };
}

/**
 * Where prominent peaks are, the first of equally high ones that no deep neck parts: voxels emerge from the highest down, and of two
 * islands that meet the lower one stands on its own where the place lies deep below its peak.
 */
function prominentPeaks({ heights, places }: Frame, around: Int32Array, prominence: number): readonly number[] {
  const order = sortOrder(Float32Array.from(places, (place) => -heights[place]!)).map((i) => places[i]!);
  const sets = new DisjointSets(order.length);
  // One more than the rank of a voxel that has emerged.
  const ranks = new Uint32Array(heights.length);
  const isAbsorbed = new Uint8Array(order.length);
  for (let rank = 0; rank < order.length; rank++) {
    const place = order[rank]!;
    ranks[place] = rank + 1;
    let island = rank;
    for (let n = 0; n < around.length; n++) {
      const other = ranks[place + around[n]!]!;
      if (other === 0) continue;
      const root = sets.rootOf(other - 1);
      if (root === island) continue;
      const lower = Math.max(root, island);
      if (heights[place]! >= Math.fround(heights[order[lower]!]! - prominence)) isAbsorbed[lower] = 1;
      island = sets.merge(root, island);
    }
  }
  return [...order.filter((_, rank) => isAbsorbed[rank] === 0)];
}

function fillTop(heights: Float32Array, tops: Uint32Array, peak: number, least: number, around: Int32Array): void {
  const waiting = [peak];
  tops[peak] = peak;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop())
    for (let n = 0; n < around.length; n++) {
      const next = place + around[n]!;
      if (tops[next] !== 0 || heights[next] === 0 || heights[next]! < least) continue;
      tops[next] = peak;
      waiting.push(next);
    }
}

interface Size {
  readonly depth: number;
  readonly height: number;
  readonly width: number;
  /** Voxels that are not background. */
  readonly foreground: number;
}

function flood(
  distances: Float32Array,
  markers: Uint32Array,
  { depth, height, width, foreground }: Size,
  around: Int32Array,
): Uint32Array {
  return inArena((kernels, arena) => {
    const [heights, target, steps] = [arena.upload(distances), arena.upload(markers), arena.upload(around)];
    const scratch = arena.allocate(8 * (depth + 2) * (height + 2) * (width + 2));
    const waiting = arena.allocate(16 * foreground);
    kernels.floodVolume(heights, target, depth, height, width, steps, around.length, scratch, waiting);
    return arena.view(target, markers).slice();
  });
}
