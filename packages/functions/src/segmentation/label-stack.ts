import type { ImageStack } from "@ohcs/context";
import type { Labels } from "@ohcs/kernels";
import { stackOf } from "../stack/planes.ts";

/** A label plane as a stack, with the coordinates of its source image. */
export function labelStack(labels: Labels, like: ImageStack): ImageStack {
  return { ...stackOf([labels], like), kind: "labels" };
}
