import { define } from "../define.ts";
import { stackInput } from "../stack/planes.ts";

/** The stack `[s, y, x]` as it is, of the same dtype: what converts a plate from one format to another. */
export const identity = define({
  name: "identity",
  summary: "Images as they are",
  intensity: "preserves",
  exact: true,
  memoryFactor: 1,
  citation: "numpy.positive",
  run: (inputs) => ({ image: stackInput(inputs) }),
});
