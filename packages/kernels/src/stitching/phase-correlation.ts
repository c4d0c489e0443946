import type { Plane, Point } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";
import { type StoredPlane, samplesOf, storePlane } from "../wasm/stored-plane.ts";
import { smoothLength, storePlan } from "./fourier.ts";

/**
 * The most likely shifts of `moved` against `fixed` (content at `p` in `fixed` lies at `p − shift` in `moved`), whole
 * px, best first, at most `count`, each component within ±`reach`.
 *
 * Both planes have one size; short sides are padded with zeros so that shifts of either sign stay apart. Each frequency is scaled to
 * the square root of its magnitude: scaling all to 1, as the textbook has it, gives frequencies that hold nothing but noise
 * the same say, and the peak is lost in small overlaps.
 * Reference: C. D. Kuglin and D. C. Hines, "The phase correlation image alignment method" (1975).
 */
export function phaseCorrelation(fixed: Plane, moved: Plane, reach: number, count: number): Point[] {
  const { height, width, farthest } = correlationSize(fixed, reach);
  const near = 2 * farthest + 1;
  return inArena((kernels, arena) => {
    const bytes = 8 * width * Math.max(fixed.height, near);
    const [re, im] = [arena.allocate(bytes), arena.allocate(bytes)];
    const buffer = arena.allocate(8 * Math.max(16 * width, 48 * height));
    const [rows, columns] = [storePlan(arena, width), storePlan(arena, height)];
    transformBoth(arena, [fixed, moved], { re, im, width, plan: rows, buffer });
    kernels.correlateColumns(re, im, fixed.height, height, width, farthest, columns, buffer);
    kernels.transformBack(re, im, near, width, rows, buffer);
    const surface = arena.view(re, new Float64Array(0), near * width);
    const valueAt = (y: number, x: number) => surface[(y + farthest) * width + (x < 0 ? x + width : x)]!;
    return highest(valueAt, farthest, count).map(({ x, y }) => ({ x, y }));
  });
}

/** Addresses of the complex signal whose rows are transformed, and of what that needs. */
interface StoredRows {
  readonly re: number;
  readonly im: number;
  readonly width: number;
  readonly plan: number;
  readonly buffer: number;
}

/** Both planes are real: one transform of the complex plane that they make together does for two. */
function transformBoth(
  arena: Arena,
  [fixed, moved]: readonly [Plane, Plane],
  { re, im, width, plan, buffer }: StoredRows,
): void {
  const [a, b] = ofOneType(fixed, moved).map((plane) => storePlane(arena, plane)) as [StoredPlane, StoredPlane];
  const meanOf = ({ type, address }: StoredPlane) =>
    arena.kernels.sumSamples(type, address, samplesOf(a)) / samplesOf(a);
  const lines = [a.height, a.width, re, im, width, plan, buffer] as const;
  arena.kernels.transformRows(a.type, a.address, b.address, meanOf(a), meanOf(b), ...lines);
}

function ofOneType(...planes: readonly [Plane, Plane]): readonly Plane[] {
  if (sampleType(planes[0].data) === sampleType(planes[1].data)) return planes;
  return planes.map((plane) => ({ ...plane, data: new Float64Array(plane.data) }));
}

/** The size that planes are padded to, and the greatest shift that is looked at there, px. */
export function correlationSize(plane: Pick<Plane, "height" | "width">, reach: number) {
  const height = paddedLength(plane.height, reach);
  const width = paddedLength(plane.width, reach);
  const inside = Math.floor(Math.min(width, height) / 2) - 1;
  return { height, width, farthest: Math.max(0, Math.min(reach, inside)) };
}

/** Beside a long side the few samples that a shift wraps around do no harm, and padding would double the work. */
function paddedLength(length: number, reach: number): number {
  return smoothLength(length >= 8 * reach ? length : length + reach);
}

/** The samples of a plane minus their mean, in a larger one of zeros. */
export function centred({ data, height, width }: Plane, paddedHeight: number, paddedWidth: number): Float64Array {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  const mean = sum / data.length;
  const padded = new Float64Array(paddedHeight * paddedWidth);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) padded[y * paddedWidth + x] = data[y * width + x]! - mean;
  return padded;
}

/** A shift, and how high a surface is there. */
export interface Peak extends Point {
  readonly value: number;
}

/** The shifts within ±`reach` at which a surface is highest, at most `count`, the highest first. */
export function highest(valueAt: (y: number, x: number) => number, reach: number, count: number): Peak[] {
  const best: Peak[] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const value = valueAt(y, x);
      if (best.length === count && value <= best[count - 1]!.value) continue;
      best.push({ x, y, value });
      best.sort((a, b) => b.value - a.value);
      best.length = Math.min(best.length, count);
    }
  }
  return best;
}
