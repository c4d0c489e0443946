import { labelConnected } from "../labels/label-connected.ts";
import type { Labels } from "../plane.ts";

/** The shape of an object's middle lines. */
export interface SkeletonFeatures {
  readonly label: number;
  /** Pixels with one neighbour. */
  readonly endpoints: number;
  /** Groups of pixels with three neighbours or more. */
  readonly branchPoints: number;
  /** Pieces that are left without these groups. */
  readonly branches: number;
  /** px: 1 from pixel to pixel, √2 diagonally where no way leads over a third. */
  readonly length: number;
}

/**
 * Counts the ends, branch points and branches of skeletons, and adds up their lengths, by label of `skeleton`.
 *
 * Reference: these definitions with `scipy.ndimage.convolve` and `label`, equal (length to 1e-9).
 */
export function skeletonFeatures(skeleton: Labels): readonly SkeletonFeatures[] {
  const { data, height, width } = skeleton;
  const found = new Map<number, { endpoints: number; length: number }>();
  const isBranchPoint = new Uint8Array(data.length);
  const isBranch = new Uint8Array(data.length);
  const at = (x: number, y: number, label: number) =>
    x >= 0 && y >= 0 && x < width && y < height && data[y * width + x] === label ? 1 : 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const label = data[y * width + x]!;
      if (label === 0) continue;
      const facts = found.get(label) ?? { endpoints: 0, length: 0 };
      found.set(label, facts);
      const [left, right, up, down] = [
        at(x - 1, y, label),
        at(x + 1, y, label),
        at(x, y - 1, label),
        at(x, y + 1, label),
      ];
      const [downRight, downLeft] = [at(x + 1, y + 1, label), at(x - 1, y + 1, label)];
      const neighbours =
        left + right + up + down + downRight + downLeft + at(x - 1, y - 1, label) + at(x + 1, y - 1, label);
      if (neighbours === 1) facts.endpoints++;
      // Each step once: to the right and downwards.
      facts.length += right + down;
      if (downRight === 1 && right + down === 0) facts.length += Math.SQRT2;
      if (downLeft === 1 && left + down === 0) facts.length += Math.SQRT2;
      (neighbours > 2 ? isBranchPoint : isBranch)[y * width + x] = 1;
    }
  const branchPoints = piecesOf(isBranchPoint, skeleton);
  const branches = piecesOf(isBranch, skeleton);
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([label, { endpoints, length }]) => {
      return {
        label,
        endpoints,
        branchPoints: branchPoints.get(label) ?? 0,
        branches: branches.get(label) ?? 0,
        length,
      };
    });
}

/** How many connected pieces of a mask each object has. Pieces of touching objects are told apart by their first pixels' labels. */
function piecesOf(mask: Uint8Array, { data, height, width }: Labels): ReadonlyMap<number, number> {
  const { labels } = labelConnected({ data: mask, height, width });
  const owners = new Map<number, Set<number>>();
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue;
    const pieces = owners.get(data[i]!) ?? new Set();
    pieces.add(labels.data[i]!);
    owners.set(data[i]!, pieces);
  }
  return new Map([...owners].map(([label, pieces]) => [label, pieces.size]));
}
