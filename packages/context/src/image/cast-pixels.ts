import {
  type AllocatePixels,
  allocatePixels,
  type Dtype,
  dtypeLimits,
  dtypeOf,
  isIntegerDtype,
  type PixelArray,
} from "./dtype.ts";

/**
 * The samples as `dtype`: clipped to its range and rounded half away from zero for integers, NaN to 0. Never rescaled.
 * Returns `data` itself where it has the type already, else an array that `allocate` gave.
 */
export function castPixels(data: PixelArray, dtype: Dtype, allocate: AllocatePixels = allocatePixels): PixelArray {
  if (dtypeOf(data) === dtype) return data;
  const cast = allocate(dtype, data.length);
  const limits = dtypeLimits(dtype);
  // The platform converts many samples at once, but it takes numbers modulo the range of the type.
  if (!isIntegerDtype(dtype) || holdsWholeNumbersWithin(data, limits)) cast.set(data);
  else clipAndRound(data, cast, limits);
  return cast;
}

/** Most labels are small numbers in a wide type. */
function holdsWholeNumbersWithin(data: PixelArray, [low, high]: readonly [number, number]): boolean {
  if (data instanceof Float32Array || data instanceof Float64Array) return false;
  for (let i = 0; i < data.length; i++) if (data[i]! > high || data[i]! < low) return false;
  return true;
}

function clipAndRound(from: PixelArray, to: PixelArray, limits: readonly [number, number]): void {
  const [, high] = limits;
  for (let i = 0; i < from.length; i++) {
    const value = from[i]!;
    // An array of integers takes the whole part, which rounds what is positive.
    to[i] = value >= 0 && value < high ? value + 0.5 : clippedAndRounded(value, limits);
  }
}

function clippedAndRounded(value: number, [low, high]: readonly [number, number]): number {
  const rounded = value < 0 ? -Math.floor(0.5 - value) : Math.floor(value + 0.5);
  return rounded >= high ? high : rounded >= low ? rounded : Number.isNaN(value) ? 0 : low;
}
