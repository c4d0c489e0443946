import type { GpuPlane, GpuSession } from "@ohcs/context";
import { fail } from "../errors.ts";
import { pixelsOf } from "./pixels-of.ts";

/** A device binds ranges that begin at a multiple of this many samples. */
const ALIGNMENT = 64;

/** Can a kernel bind the whole plane? */
export function isBoundWhole({ maxBindingBytes }: GpuSession, plane: GpuPlane): boolean {
  return pixelsOf(plane) * 4 <= maxBindingBytes;
}

/** How many rows of a plane a kernel can bind. */
export function rowsInBinding({ maxBindingBytes }: GpuSession, { width }: GpuPlane): number {
  return Math.floor(maxBindingBytes / 4 / Math.max(1, width));
}

/** Rows of a plane can be bound from a multiple of this number. */
export function rowGranule({ width }: GpuPlane): number {
  return ALIGNMENT / commonDivisor(ALIGNMENT, width);
}

/** The error with the number of rows that fit, and the number needed. */
export function tooNarrow(room: string, width: number): Error {
  return fail("GPU_PLANE_TOO_LARGE", `Cannot process rows of ${width} px: a binding holds ${room}`);
}

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b);
}
