import { DisjointSets } from "../labels/disjoint-sets.ts";
import { expectParameter, expectSameShape, type Labels, type Plane } from "../plane.ts";

/** How voxels touch: by faces (6), by edges too (18), or by corners too (26). */
export type VolumeConnectivity = 6 | 18 | 26;

/** The label planes of a stack and how many labels it holds, dense from 1. */
export interface LabelledVolume {
  readonly planes: readonly Labels[];
  readonly count: number;
}

/**
 * Labels the connected voxels of a stack that are not 0, plane by plane from the first, numbered from 1 in the order of their first voxels.
 *
 * Reference: `skimage.measure.label(stack, connectivity=1 | 2 | 3)`, equal, numbers included.
 *
 * @throws PARAMETER_INVALID without planes, PLANE_SHAPE_MISMATCH
 */
export function labelVolume(masks: readonly Plane[], connectivity: VolumeConnectivity = 26): LabelledVolume {
  const [first] = masks;
  expectParameter(first !== undefined, "label a volume", "planes", "none");
  if (first === undefined) return { planes: [], count: 0 };
  expectSameShape("label a volume", first, ...masks);
  const { height, width } = first;
  // In a frame of background, so that no neighbour needs to be asked whether it is there.
  const row = width + 2;
  const layer = row * (height + 2);
  const provisional = new Int32Array(layer * (masks.length + 1));
  const before = earlierNeighbours(row, layer, connectivity);
  const sets = new DisjointSets(voxelsIn(masks) + 1);
  let next = 0;
  for (const [z, { data }] of masks.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        if (data[y * width + x] === 0) continue;
        const i = (z + 1) * layer + (y + 1) * row + x + 1;
        let label = 0;
        for (let n = 0; n < before.length; n++) {
          const other = provisional[i + before[n]!]!;
          if (other === 0 || other === label) continue;
          label = label === 0 ? other : sets.merge(label, other);
        }
        provisional[i] = label === 0 ? ++next : label;
      }
  return numbered(provisional, sets, next, masks.length, { height, width, row, layer });
}

interface Frame {
  readonly height: number;
  readonly width: number;
  readonly row: number;
  readonly layer: number;
}

function numbered(
  provisional: Int32Array,
  sets: DisjointSets,
  most: number,
  depth: number,
  frame: Frame,
): LabelledVolume {
  const { height, width, row, layer } = frame;
  // The root of a set is its least label, that of its first voxel.
  const numbers = new Uint32Array(most + 1);
  let count = 0;
  for (let label = 1; label <= most; label++) {
    const root = sets.rootOf(label);
    numbers[label] = root === label ? ++count : numbers[root]!;
  }
  const planes = Array.from({ length: depth }, (_, z) => {
    const data = new Uint32Array(height * width);
    for (let y = 0; y < height; y++) {
      const start = (z + 1) * layer + (y + 1) * row + 1;
      for (let x = 0; x < width; x++) data[y * width + x] = numbers[provisional[start + x]!]!;
    }
    return { data, height, width };
  });
  return { planes, count };
}

function earlierNeighbours(row: number, layer: number, connectivity: VolumeConnectivity): readonly number[] {
  const most = { 6: 1, 18: 2, 26: 3 }[connectivity];
  const steps = [-1, 0, 1];
  const all = steps.flatMap((z) => steps.flatMap((y) => steps.map((x) => ({ x, y, z }))));
  return all
    .filter(({ x, y, z }) => Math.abs(x) + Math.abs(y) + Math.abs(z) <= most)
    .map(({ x, y, z }) => z * layer + y * row + x)
    .filter((step) => step < 0);
}

function voxelsIn(masks: readonly Plane[]): number {
  let voxels = 0;
  for (const { data } of masks) for (let i = 0; i < data.length; i++) if (data[i] !== 0) voxels++;
  return voxels;
}
