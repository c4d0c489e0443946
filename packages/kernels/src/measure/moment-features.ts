import type { Size } from "../wasm/stored-plane.ts";
import { boundsOf } from "./bounds-of.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

const POWERS = [0, 1, 2, 3];
const named = (kind: string, rows: readonly number[], isKept: (p: number, q: number) => boolean = () => true) =>
  rows.flatMap((p) => POWERS.filter((q) => isKept(p, q)).map((q) => ({ name: `${kind}_${p}_${q}`, at: 4 * p + q })));
const SPATIAL = named("SpatialMoment", [0, 1, 2]);
const CENTRAL = named("CentralMoment", [0, 1, 2]);
/** Those of lower order are undefined. */
const NORMALIZED = named("NormalizedMoment", POWERS, (p, q) => p + q >= 2);
const HU = Array.from({ length: 7 }, (_, i) => `HuMoment_${i}`);
const INERTIA = [
  "InertiaTensor_0_0",
  "InertiaTensor_0_1",
  "InertiaTensor_1_0",
  "InertiaTensor_1_1",
  "InertiaTensorEigenvalues_0",
  "InertiaTensorEigenvalues_1",
];

/**
 * The moments of each region's shape: spatial ones (p of rows, q of columns, counted from the bounding box), central, normalised and
 * Hu's invariants, and the tensor of inertia with its eigenvalues.
 *
 * Reference: `skimage.measure.regionprops`, `moments…`, `inertia_tensor…`, equal to 1e-7.
 */
export function momentFeatures(regions: readonly RegionPixels[], { width }: Size): Features {
  const names = [...[...SPATIAL, ...CENTRAL, ...NORMALIZED].map(({ name }) => name), ...HU, ...INERTIA];
  const features = undefinedFeatures(names, regions.length);
  const set = (i: number, values: Iterable<readonly [name: string, value: number]>) => {
    for (const [name, value] of values) features[name]![i] = value;
  };
  for (const [i, { pixels }] of regions.entries()) {
    const { minX, minY } = boundsOf(pixels, width);
    const raw = moments(pixels, width, minY, minX);
    const central = moments(pixels, width, minY + raw[4]! / raw[0]!, minX + raw[1]! / raw[0]!);
    const normalized = central.map((moment, at) => moment / central[0]! ** (((at >> 2) + (at & 3)) / 2 + 1));
    set(
      i,
      SPATIAL.map(({ name, at }) => [name, raw[at]!]),
    );
    set(
      i,
      CENTRAL.map(({ name, at }) => [name, central[at]!]),
    );
    set(
      i,
      NORMALIZED.map(({ name, at }) => [name, normalized[at]!]),
    );
    set(
      i,
      huMoments(normalized).map((value, k) => [HU[k]!, value]),
    );
    set(
      i,
      inertia(central).map((value, k) => [INERTIA[k]!, value]),
    );
  }
  return features;
}

/** Σ (y − top)ᵖ (x − left)^q at index 4p + q. */
function moments(pixels: Uint32Array, width: number, top: number, left: number): Float64Array {
  const sums = new Float64Array(16);
  for (let i = 0; i < pixels.length; i++) {
    const row = Math.floor(pixels[i]! / width);
    const y = row - top;
    const x = pixels[i]! - row * width - left;
    let power = 1;
    for (let p = 0; p < 16; p += 4) {
      const first = power * x;
      const second = first * x;
      sums[p]! += power;
      sums[p + 1]! += first;
      sums[p + 2]! += second;
      sums[p + 3]! += second * x;
      power *= y;
    }
  }
  return sums;
}

/** Hu, "Visual pattern recognition by moment invariants", 1962; of normalised moments at index 4p + q. */
function huMoments(n: Float64Array): number[] {
  const [n02, n03, n11, n12, n20, n21, n30] = [n[2]!, n[3]!, n[5]!, n[6]!, n[8]!, n[9]!, n[12]!];
  const [sumX, sumY, skewX, skewY] = [n30 + n12, n21 + n03, n30 - 3 * n12, 3 * n21 - n03];
  const [squareX, squareY] = [sumX * sumX, sumY * sumY];
  return [
    n20 + n02,
    (n20 - n02) ** 2 + 4 * n11 * n11,
    skewX * skewX + skewY * skewY,
    squareX + squareY,
    skewX * sumX * (squareX - 3 * squareY) + skewY * sumY * (3 * squareX - squareY),
    (n20 - n02) * (squareX - squareY) + 4 * n11 * sumX * sumY,
    skewY * sumX * (squareX - 3 * squareY) - skewX * sumY * (3 * squareX - squareY),
  ];
}

function inertia(central: Float64Array): number[] {
  const area = central[0]!;
  const [rows, mixed, columns] = [central[8]! / area, central[5]! / area, central[2]! / area];
  const middle = (rows + columns) / 2;
  const spread = Math.sqrt(((columns - rows) / 2) ** 2 + mixed * mixed);
  return [columns, -mixed, -mixed, rows, Math.max(0, middle + spread), Math.max(0, middle - spread)];
}
