import type { PixelArray } from "../plane.ts";

const TYPES = [Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array];

/** The number by which `assembly/types.ts` knows the type of samples. */
export function sampleType(data: PixelArray): number {
  return TYPES.findIndex((ArrayType) => data instanceof ArrayType);
}
