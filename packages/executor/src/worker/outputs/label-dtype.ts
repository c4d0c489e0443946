import { type Dtype, dtypeLimits, type PixelArray } from "@ohcs/context";

const [, LARGEST] = dtypeLimits("uint16");

/**
 * What labels are stored as in files: uint16 where all numbers fit, as elsewhere in the field, else uint32. Never uint8:
 * ImageJ, which opens a folder as a stack, rescales images of 16 bits after one of 8, and so changes the numbers.
 */
export function labelDtype(labels: PixelArray): Dtype {
  for (const label of labels) if (label > LARGEST) return "uint32";
  return "uint16";
}
