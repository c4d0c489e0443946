import { castPixels, type Dtype, type FunctionInput } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";
import { isStack } from "./is-stack.ts";

/**
 * The main input of a call in the sample type that the plan says it takes; labels and what fits already stay as they are.
 * @throws `WELL_MEMORY_EXCEEDED`
 */
export function widened(input: FunctionInput, takes: Dtype | null, lease: PixelLease): FunctionInput {
  if (!isStack(input) || takes === null || input.dtype === takes || input.kind === "labels") return input;
  return { ...input, data: castPixels(input.data, takes, lease.allocate), dtype: takes };
}
