import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";

/** The stack `[s, y, x]` as it is, of the same dtype: what converts a plate from one format to another. */
export const identity = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "identity",
  version: "1.0.0",
  summary: "Images as they are",
  params: NO_PARAMETERS,
  intensity: "preserves",
  exact: true,
  memoryFactor: 1,
  citation: "numpy.positive",
  run: (inputs) => ({ image: stackInput(inputs) }),
});
