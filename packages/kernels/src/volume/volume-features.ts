import type { Labels } from "../plane.ts";

/** The size and place of an object in a stack; z counts planes from 0. */
export interface VolumeFeatures {
  readonly label: number;
  readonly voxels: number;
  /** The centroid. */
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly firstPlane: number;
  readonly lastPlane: number;
  /** Does it reach the outermost rows, columns or planes? */
  readonly touchesEdge: boolean;
  /** Lengths of the axes of the ellipsoid with the same second moments, longest first, in the unit of `spacing`. */
  readonly axes: readonly [number, number, number];
}

/** Distances of neighbouring voxels, all in one unit. */
export interface VoxelSpacing {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

interface Sums {
  readonly first: Float64Array;
  readonly second: Float64Array;
  voxels: number;
  firstPlane: number;
  lastPlane: number;
  touchesEdge: boolean;
}

/**
 * Measures the objects of a labelled stack, by ascending label. Planes lie further apart than pixels: `spacing` says how far.
 *
 * Reference: `skimage.measure.regionprops(labels, spacing=(z, y, x))`: `area / (z y x)`, `centroid / spacing`, equal; axes are √(20 λ) of the
 * covariance's eigenvalues λ.
 */
export function volumeFeatures(planes: readonly Labels[], spacing: VoxelSpacing): readonly VolumeFeatures[] {
  const found = new Map<number, Sums>();
  for (const [z, { data, height, width }] of planes.entries())
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const label = data[y * width + x]!;
        if (label === 0) continue;
        const sums = found.get(label) ?? newSums(z);
        if (sums.voxels === 0) found.set(label, sums);
        add(sums, x, y, z);
        const isOutermost =
          x === 0 || y === 0 || z === 0 || x === width - 1 || y === height - 1 || z === planes.length - 1;
        if (isOutermost) sums.touchesEdge = true;
      }
  return [...found].toSorted(([a], [b]) => a - b).map(([label, sums]) => featuresOf(label, sums, spacing));
}

function newSums(z: number): Sums {
  return {
    first: new Float64Array(3),
    second: new Float64Array(6),
    voxels: 0,
    firstPlane: z,
    lastPlane: z,
    touchesEdge: false,
  };
}

function add(sums: Sums, x: number, y: number, z: number): void {
  const { first, second } = sums;
  sums.voxels++;
  sums.lastPlane = z;
  first[0]! += x;
  first[1]! += y;
  first[2]! += z;
  second[0]! += x * x;
  second[1]! += y * y;
  second[2]! += z * z;
  second[3]! += x * y;
  second[4]! += x * z;
  second[5]! += y * z;
}

function featuresOf(label: number, sums: Sums, spacing: VoxelSpacing): VolumeFeatures {
  const { first, second, voxels, ...facts } = sums;
  const [x, y, z] = [first[0]! / voxels, first[1]! / voxels, first[2]! / voxels];
  const xx = (second[0]! / voxels - x * x) * spacing.x ** 2;
  const yy = (second[1]! / voxels - y * y) * spacing.y ** 2;
  const zz = (second[2]! / voxels - z * z) * spacing.z ** 2;
  const xy = (second[3]! / voxels - x * y) * spacing.x * spacing.y;
  const xz = (second[4]! / voxels - x * z) * spacing.x * spacing.z;
  const yz = (second[5]! / voxels - y * z) * spacing.y * spacing.z;
  const [a, b, c] = eigenvalues([xx, xy, xz], [xy, yy, yz], [xz, yz, zz]);
  const axis = (value: number) => Math.sqrt(20 * Math.max(0, value));
  return { label, voxels, x, y, z, ...facts, axes: [axis(a), axis(b), axis(c)] };
}

type Row = [number, number, number];

/** Eigenvalues of a symmetric matrix, descending, by rotations of Jacobi: sums, products and roots alone. */
function eigenvalues(...rows: readonly [Row, Row, Row]): readonly [number, number, number] {
  const matrix = rows.map((row) => [...row]);
  for (let sweep = 0; sweep < 30; sweep++)
    for (const [p, q] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const)
      turn(matrix, p, q);
  const [a = 0, b = 0, c = 0] = matrix.map((row, i) => row[i]!).toSorted((one, other) => other - one);
  return [a, b, c];
}

/** Makes the element p, q of the matrix 0. */
function turn(matrix: number[][], p: number, q: number): void {
  const off = matrix[p]![q]!;
  if (off === 0) return;
  const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (let k = 0; k < 3; k++) {
    const [kp, kq] = [matrix[k]![p]!, matrix[k]![q]!];
    matrix[k]![p] = cosine * kp - sine * kq;
    matrix[k]![q] = sine * kp + cosine * kq;
  }
  for (let k = 0; k < 3; k++) {
    const [pk, qk] = [matrix[p]![k]!, matrix[q]![k]!];
    matrix[p]![k] = cosine * pk - sine * qk;
    matrix[q]![k] = sine * pk + cosine * qk;
  }
}
