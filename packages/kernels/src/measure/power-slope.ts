import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import type { Plane } from "../plane.ts";
import { storePlan } from "../stitching/fourier.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

/**
 * The slope of the radially summed power spectrum over spatial frequency, both as logarithms, of the central square whose side
 * is the greatest power of two that fits. Frequencies from 2 up to an eighth of the side. NaN of less than 32 px, or where
 * nothing varies.
 *
 * Reference: `centrosome.radial_power_spectrum` of that square with the line fitted as MeasureImageQuality of CellProfiler does
 * (which takes the whole image), equal to 1e-9.
 */
export function powerSlope(plane: Plane): number {
  const side = 2 ** Math.floor(Math.log2(Math.min(plane.height, plane.width)));
  const power = spectrum(plane, side);
  const points: [x: number, y: number][] = [];
  for (let radius = 2; radius < Math.floor(side / 8); radius++)
    if (power[radius]! > 0) points.push([naturalLogarithm(radius), naturalLogarithm(power[radius]!)]);
  if (points.length < 2) return Number.NaN;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const [rise, run] = points.reduce(
    ([products, squares], [x, y]) => [products + (x - meanX) * (y - meanY), squares + (x - meanX) ** 2],
    [0, 0],
  );
  return rise / run;
}

/** Power summed over rings of frequency: index 1 + ⌊distance from the constant⌋. */
function spectrum(plane: Plane, side: number): Float64Array {
  const squares = powerOf(centre(plane, side), side);
  const power = new Float64Array(2 * side);
  for (let y = 0, i = 0; y < side; y++) {
    const fromY = Math.min(y, side - 1 - y);
    for (let x = 0; x < side; x++, i++) {
      const fromX = Math.min(x, side - 1 - x);
      power[1 + Math.floor(Math.sqrt(fromX * fromX + fromY * fromY))]! += squares[i]!;
    }
  }
  return power;
}

/** The central square of a plane, minus its mean. */
function centre({ data, height, width }: Plane, side: number): Float64Array {
  const start = ((height - side) >> 1) * width + ((width - side) >> 1);
  const square = new Float64Array(side * side);
  let sum = 0;
  for (let y = 0, i = 0; y < side; y++)
    for (let x = 0; x < side; x++, i++) sum += square[i] = data[start + y * width + x]!;
  const mean = sum / square.length;
  for (let i = 0; i < square.length; i++) square[i]! -= mean;
  return square;
}

/** The squared magnitudes of the transform of a square, transposed: rows first, then what were its columns. */
function powerOf(square: Float64Array, side: number): Float64Array {
  return inArena((kernels, arena) => {
    const [a, b] = [arena.upload(square), arena.upload(new Float64Array(square.length))];
    const [re, im] = [arena.allocate(square.byteLength), arena.allocate(square.byteLength)];
    const [plan, buffer] = [storePlan(arena, side), arena.allocate(8 * 16 * side)];
    const lines = [side, side, re, im, side, plan, buffer] as const;
    const samplesAt = (address: number) => arena.view(address, square);
    kernels.transformRows(sampleType(square), a, b, 0, 0, ...lines);
    transpose(samplesAt(re), samplesAt(a), side);
    transpose(samplesAt(im), samplesAt(b), side);
    kernels.transformRows(sampleType(square), a, b, 0, 0, ...lines);
    const [reals, imaginaries] = [samplesAt(re), samplesAt(im)];
    return reals.map((real, i) => real * real + imaginaries[i]! * imaginaries[i]!);
  });
}

function transpose(from: Float64Array, to: Float64Array, side: number): void {
  for (let y = 0, i = 0; y < side; y++) for (let x = 0; x < side; x++, i++) to[x * side + y] = from[i]!;
}
