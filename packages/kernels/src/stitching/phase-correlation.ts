import type { Plane, Point } from "../plane.ts";
import { type Arena, inArena } from "../wasm/arena.ts";
import type { WasmKernels } from "../wasm/wasm-kernels.ts";
import { lineTransforms, powerOfTwo, type StoredSignal } from "./fourier.ts";

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
  return inArena((kernels, arena) => {
    // Both planes are real: one transform of the complex plane that they make together does for two.
    const [re, im] = [storeCentred(arena, fixed, height, width), storeCentred(arena, moved, height, width)];
    const signal = { re, im, height, width };
    const there = lineTransforms(kernels, arena, signal, false);
    there.alongRows(0, fixed.height);
    there.alongColumns(width);
    kernels.crossPower(re, im, height, width);
    transformBack(kernels, arena, signal, farthest);
    const surface = arena.view(re, new Float64Array(0), height * width);
    const valueAt = (y: number, x: number) => surface[(y < 0 ? y + height : y) * width + (x < 0 ? x + width : x)]!;
    return highest(valueAt, farthest, count).map(({ x, y }) => ({ x, y }));
  });
}

/** The inverse transform to a real signal, given its left half; only rows up to `farthest` from the first are right. */
function transformBack(kernels: WasmKernels, arena: Arena, signal: StoredSignal, farthest: number): void {
  const { re, im, height, width } = signal;
  const { alongRows, alongColumns } = lineTransforms(kernels, arena, signal, true);
  alongColumns((width >> 1) + 1);
  for (const [first, count] of [
    [0, farthest + 1],
    [height - farthest, farthest],
  ] as const) {
    if (count <= 0) continue;
    const start = 8 * first * width;
    kernels.mirrorRows(re + start, im + start, count, width);
    alongRows(first, count);
  }
}

/** The size that planes are padded to, and the greatest shift that is looked at there, px. */
export function correlationSize(plane: Pick<Plane, "height" | "width">, reach: number) {
  const height = paddedLength(plane.height, reach);
  const width = paddedLength(plane.width, reach);
  return { height, width, farthest: Math.min(reach, width / 2 - 1, height / 2 - 1) };
}

/** Beside a long side the few samples that a shift wraps around do no harm, and padding would double the work. */
function paddedLength(length: number, reach: number): number {
  return powerOfTwo(length >= 8 * reach ? length : length + reach);
}

/** The samples of a plane minus their mean, in a larger one of zeros. */
export function centred(plane: Plane, paddedHeight: number, paddedWidth: number): Float64Array {
  const padded = new Float64Array(paddedHeight * paddedWidth);
  centre(plane, padded, paddedWidth);
  return padded;
}

function storeCentred(arena: Arena, plane: Plane, paddedHeight: number, paddedWidth: number): number {
  const samples = paddedHeight * paddedWidth;
  const address = arena.allocate(8 * samples);
  centre(plane, arena.view(address, new Float64Array(0), samples).fill(0), paddedWidth);
  return address;
}

function centre({ data, height, width }: Plane, padded: Float64Array, paddedWidth: number): void {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  const mean = sum / data.length;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) padded[y * paddedWidth + x] = data[y * width + x]! - mean;
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
