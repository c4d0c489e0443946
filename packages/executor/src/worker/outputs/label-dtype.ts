import { type Dtype, dtypeLimits, type PixelArray } from "@ohcs/context";

const [, LARGEST] = dtypeLimits("uint16");

/**
 * What labels are stored as in files: uint16 where all numbers fit, as elsewhere in the field, else uint32. Never uint8:
 * ImageJ, which opens a folder as a stack, rescales images of 16 bits after one of 8, and so changes the numbers.
 */
export function labelDtype(labels: PixelArray): Dtype {
  // By index: the iterator of a typed array takes ten times as long.
  for (let i = 0; i < labels.length; i++) if ((labels[i] ?? 0) > LARGEST) return "uint32";
  return "uint16";
}
