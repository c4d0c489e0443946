/** The sample types that planes may have. */
export type Dtype = "uint8" | "uint16" | "uint32" | "int32" | "float32" | "float64";

/** The typed array of each {@link Dtype}. */
export interface PixelArrays {
  readonly uint8: Uint8Array;
  readonly uint16: Uint16Array;
  readonly uint32: Uint32Array;
  readonly int32: Int32Array;
  readonly float32: Float32Array;
  readonly float64: Float64Array;
}

export type PixelArray = PixelArrays[Dtype];

const constructors = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

const limits: Readonly<Record<Dtype, readonly [number, number]>> = {
  uint8: [0, 0xff],
  uint16: [0, 0xffff],
  uint32: [0, 0xffffffff],
  int32: [-0x80000000, 0x7fffffff],
  float32: [-3.4028234663852886e38, 3.4028234663852886e38],
  float64: [-Number.MAX_VALUE, Number.MAX_VALUE],
};

/** All dtypes, narrowest first. */
export const DTYPES = Object.keys(constructors) as readonly Dtype[];

/** A zeroed array of `length` samples of `dtype`. */
export function allocatePixels<D extends Dtype>(dtype: D, length: number): PixelArrays[D] {
  return new constructors[dtype](length) as PixelArrays[D];
}

/** Returns an array of `length` samples of `dtype` with unspecified contents. */
export type AllocatePixels = (dtype: Dtype, length: number) => PixelArray;

/** `length` samples of `dtype` at the beginning of `buffer`, as they are. */
export function pixelsIn(buffer: ArrayBuffer, dtype: Dtype, length: number): PixelArray {
  return new constructors[dtype](buffer, 0, length);
}

/** The dtype of a typed array, or null where no plane can be made of it. */
export function dtypeOf(data: ArrayBufferView): Dtype | null {
  return DTYPES.find((dtype) => data instanceof constructors[dtype]) ?? null;
}

export function bytesPerSample(dtype: Dtype): number {
  return constructors[dtype].BYTES_PER_ELEMENT;
}

/** The smallest and largest value that `dtype` can hold. */
export function dtypeLimits(dtype: Dtype): readonly [number, number] {
  return limits[dtype];
}

export function isIntegerDtype(dtype: Dtype): boolean {
  return dtype !== "float32" && dtype !== "float64";
}

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
