import { defineFunction, type ImageStack, NO_PARAMETERS } from "@ohcs/context";

/** Name of the module of these functions in contexts of tests. */
export const STACK_MODULE = "test:stacks";

/** One label over all of a z-stack that is brighter than nothing. */
export const labelStack = defineFunction({
  name: "labelStack",
  version: "1.0.0",
  module: STACK_MODULE,
  summary: "Labels a stack",
  params: NO_PARAMETERS,
  contract: "3d",
  over: ["zIndex"],
  returnsImage: false,
  outputs: { cells: { kind: "labels" } },
  run: ({ image }) => {
    const stack = image as ImageStack;
    const data = Uint32Array.from(stack.data, (value) => Number(value > 0));
    return { outputs: { cells: { ...stack, data, dtype: "uint32", kind: "labels" } } };
  },
});
