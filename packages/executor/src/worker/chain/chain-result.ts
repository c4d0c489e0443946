import type { FunctionNotice, FunctionOutput, ImageStack } from "@ohcs/context";

/** What a function of the chain warned of. */
export interface ChainNotice extends FunctionNotice {
  readonly function: string;
}

/** What a chain made of one group: an image where any call returned one, outputs by `kind:name`, and warnings. */
export interface ChainResult {
  readonly image: ImageStack | null;
  readonly outputs: ReadonlyMap<string, FunctionOutput>;
  readonly notices: readonly ChainNotice[];
}
