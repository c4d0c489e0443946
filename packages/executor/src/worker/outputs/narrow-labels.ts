import { dtypeLimits, type ImageStack } from "@ohcs/context";
import { extremesOf } from "@ohcs/kernels";
import type { PixelLease } from "../buffers/pixel-lease.ts";

const [, LARGEST] = dtypeLimits("uint16");

/**
 * Labels as they are stored in files: uint16 where all numbers fit, as elsewhere in the field, else uint32. Never uint8:
 * ImageJ, which opens a folder as a stack, rescales images of 16 bits after one of 8, and so changes the numbers.
 */
export function narrowLabels(stack: ImageStack, { allocate }: Pick<PixelLease, "allocate">): ImageStack {
  if (stack.dtype !== "uint32" || extremesOf(stack.data).greatest > LARGEST) return stack;
  const data = allocate("uint16", stack.data.length);
  data.set(stack.data);
  return { ...stack, data, dtype: "uint16" };
}
