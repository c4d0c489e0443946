import { dtypeLimits, type ImageStack } from "@ohcs/context";
import type { PixelLease } from "../buffers/pixel-lease.ts";

const [, LARGEST] = dtypeLimits("uint16");

/**
 * Labels as they are stored in files: uint16 where all numbers fit, as elsewhere in the field, else uint32. Never uint8:
 * ImageJ, which opens a folder as a stack, rescales images of 16 bits after one of 8, and so changes the numbers.
 */
export function narrowLabels(stack: ImageStack, { allocate }: Pick<PixelLease, "allocate">): ImageStack {
  if (stack.dtype !== "uint32" || greatestBits(stack.data) > LARGEST) return stack;
  const data = allocate("uint16", stack.data.length);
  data.set(stack.data);
  return { ...stack, data, dtype: "uint16" };
}

/** All bits that any label has. By index: the iterator of a typed array takes ten times as long. */
function greatestBits(labels: ImageStack["data"]): number {
  let bits = 0;
  for (let i = 0; i < labels.length; i++) bits |= labels[i] ?? 0;
  return bits >>> 0;
}
