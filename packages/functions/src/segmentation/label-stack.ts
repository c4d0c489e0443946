import type { ImageStack } from "@ohcs/context";
import type { Labels } from "@ohcs/kernels";
import { stackOf } from "../stack/planes.ts";

/** A label plane as a stack, in the place of the image it was made from. */
export function labelStack(labels: Labels, like: ImageStack): ImageStack {
  return { ...stackOf([labels], like), kind: "labels" };
}
