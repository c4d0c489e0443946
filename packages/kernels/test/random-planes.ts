import fc from "fast-check";
import type { Labels, PixelArray, Plane } from "../src/plane.ts";

const RANGES = {
  uint8: [Uint8Array, 0, 0xff],
  uint16: [Uint16Array, 0, 0xffff],
  uint32: [Uint32Array, 0, 0xffffffff],
  int32: [Int32Array, -0x80000000, 0x7fffffff],
  float32: [Float32Array, -1e6, 1e6],
  float64: [Float64Array, -1e6, 1e6],
} as const;

/** The sample types that planes may have. */
export const DTYPES = Object.keys(RANGES) as readonly (keyof typeof RANGES)[];

/** Planes of a sample type, from 1 × 1 to `side` × `side`, with lines among them; few values or many. */
export function planes(dtype: keyof typeof RANGES, side = 40): fc.Arbitrary<Plane> {
  const lengths = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: side }));
  return fc
    .tuple(lengths, lengths, fc.integer(), fc.constantFrom(2, 5, 1000, Number.POSITIVE_INFINITY))
    .map(([height, width, seed, levels]) => ({ data: noise(dtype, height * width, seed, levels), height, width }));
}

/** Samples over the whole range of a type, of at most so many different values. */
export function noise(dtype: keyof typeof RANGES, length: number, seed: number, levels: number): PixelArray {
  const [ArrayType, min, max] = RANGES[dtype];
  const data = new ArrayType(length);
  let state = seed | 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const fraction = (state >>> 0) / 2 ** 32;
    const step = levels === Number.POSITIVE_INFINITY ? fraction : Math.floor(fraction * levels) / levels;
    data[i] = min + step * (max - min);
  }
  return data;
}

/** A plane that is more than 65,535 px long in one direction. */
export function longPlane(dtype: keyof typeof RANGES, across: number, isWide: boolean): Plane {
  const long = 0x10000 + 7;
  const data = noise(dtype, long * across, 5, 1000);
  return isWide ? { data, height: across, width: long } : { data, height: long, width: across };
}

/** About this fraction of the samples 0. */
export function emptied(plane: Plane, fraction: number): Plane {
  const data = plane.data.slice();
  const limit = plane.data.slice().sort()[Math.floor(fraction * (data.length - 1))]!;
  for (let i = 0; i < data.length; i++) if (data[i]! <= limit) data[i] = 0;
  return { ...plane, data };
}

/** Labels on a part of a plane: a few numbers, or many, in pieces of any shape. */
export function labelPlanes(side = 40): fc.Arbitrary<Labels> {
  return fc
    .tuple(planes("uint16", side), fc.constantFrom(0.2, 0.6, 0.9), fc.constantFrom(2, 9, 3000))
    .map(scatteredLabels);
}

/** Labels below `most`, on that part of a plane of uint16 which exceeds the given fraction of its samples. */
export function scatteredLabels([plane, fraction, most]: readonly [Plane, number, number]): Labels {
  const { data, ...size } = emptied(plane, fraction);
  return { data: Uint32Array.from(data, (sample) => (sample === 0 ? 0 : 1 + (sample % most))), ...size };
}
