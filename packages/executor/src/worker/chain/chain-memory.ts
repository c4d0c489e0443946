import type { FunctionInput, FunctionOutput, FunctionResult, ImageStack } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import { isStack } from "./is-stack.ts";

type Value = FunctionInput | FunctionOutput | null | undefined;

/** Counts the arrays that a function returned, as far as it returned any. */
export function adoptResult(lease: PixelLease, result: FunctionResult | null): void {
  const values = [result?.image, ...Object.values(result?.outputs ?? {})];
  for (const { data } of stacksOf(values)) lease.adopt(data);
}

/** Releases values passed between calls that are no longer used. */
export function releaseUnneeded(lease: PixelLease, before: readonly Value[], needed: readonly Value[]): void {
  const kept = new Set(stacksOf(needed).map(({ data }) => data.buffer));
  for (const { data } of stacksOf(before)) if (!kept.has(data.buffer)) lease.release(data);
}

function stacksOf(values: readonly Value[]): readonly ImageStack[] {
  return values.filter(isStack);
}
