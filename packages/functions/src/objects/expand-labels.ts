import { lengthParameter } from "@ohcs/context";
import { expandLabels as expanded, withResultsIn } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

/** Objects grown into the background, never into each other; numbers stay. */
export const expandLabels = define({
  name: "expandLabels",
  summary: "Grows objects by a distance",
  params: parameters({ distance: lengthParameter({ default: 5, minimum: 0, description: "How far objects grow" }) }),
  inputs: { labels: { kind: "labels" } },
  outputs: { labels: { kind: "labels" } },
  returnsImage: false,
  exact: true,
  memoryFactor: 8,
  citation: "skimage.segmentation.expand_labels",
  run(inputs, { distance }, { allocate }) {
    const labels = withResultsIn(allocate, () => expanded(labelPlane(inputs, "labels"), distance));
    return { outputs: { labels: labelStack(labels, stackInput(inputs, "labels")) } };
  },
});
