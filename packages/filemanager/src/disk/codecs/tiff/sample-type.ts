import type { Dtype } from "@ohcs/context";
import { SAMPLE_FORMAT } from "./tags.ts";

/** How samples lie in the file, and the narrowest of our dtypes that holds them without loss. */
export interface SampleType {
  readonly bits: number;
  /** `packed` are unsigned integers of a width that no typed array has. */
  readonly storage:
    | "uint8"
    | "uint16"
    | "uint32"
    | "int8"
    | "int16"
    | "int32"
    | "half"
    | "float32"
    | "float64"
    | "packed";
  readonly dtype: Dtype;
}

const UNSIGNED: Readonly<Record<number, SampleType>> = {
  8: { bits: 8, storage: "uint8", dtype: "uint8" },
  16: { bits: 16, storage: "uint16", dtype: "uint16" },
  32: { bits: 32, storage: "uint32", dtype: "uint32" },
};
const SIGNED: Readonly<Record<number, SampleType>> = {
  8: { bits: 8, storage: "int8", dtype: "int32" },
  16: { bits: 16, storage: "int16", dtype: "int32" },
  32: { bits: 32, storage: "int32", dtype: "int32" },
};
const FLOAT: Readonly<Record<number, SampleType>> = {
  16: { bits: 16, storage: "half", dtype: "float32" },
  32: { bits: 32, storage: "float32", dtype: "float32" },
  64: { bits: 64, storage: "float64", dtype: "float64" },
};

/** The sample type of the tags `BitsPerSample` and `SampleFormat`, or null where none of our dtypes holds it. */
export function sampleTypeOf(bits: number, format: number): SampleType | null {
  if (format === SAMPLE_FORMAT.signed) return SIGNED[bits] ?? null;
  if (format === SAMPLE_FORMAT.float) return FLOAT[bits] ?? null;
  if (format !== SAMPLE_FORMAT.unsigned && format !== SAMPLE_FORMAT.undefined) return null;
  if (!Number.isInteger(bits) || bits < 1 || bits > 32) return null;
  return UNSIGNED[bits] ?? { bits, storage: "packed", dtype: bits < 8 ? "uint8" : bits < 16 ? "uint16" : "uint32" };
}
