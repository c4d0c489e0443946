import type { FunctionOutput, ImageStack } from "@ohcs/context";

/** What a chain made of one group: an image where any call returned one, and outputs by `kind:name`. */
export interface ChainResult {
  readonly image: ImageStack | null;
  readonly outputs: ReadonlyMap<string, FunctionOutput>;
}
