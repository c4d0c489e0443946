import type { FunctionEnvironment, FunctionInputs, ImageStack } from "@ohcs/context";
import { otherImages } from "../stack/planes.ts";

/** An image to measure, by the name of its columns; `saturation` is the value of its saturated pixels, null where unknown. */
export interface MeasuredImage {
  readonly name: string;
  readonly image: ImageStack;
  readonly saturation: number | null;
}

/** All images of a function's inputs, but those named. */
export function measuredImages(
  inputs: FunctionInputs,
  { saturation = {} }: Pick<FunctionEnvironment, "saturation">,
  ...besides: readonly string[]
): readonly MeasuredImage[] {
  return otherImages(inputs, ...besides).map(([name, image]) => ({
    name,
    image,
    saturation: saturation[name] ?? null,
  }));
}
