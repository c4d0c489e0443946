import { fillObjectHoles as filled, withResultsIn } from "@ohcs/kernels";
import { define } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

/** The objects without their holes: background that one object alone encloses belongs to it. What several enclose stays open. */
export const fillObjectHoles = define({
  name: "fillObjectHoles",
  summary: "Fills the holes of objects",
  inputs: { labels: { kind: "labels" } },
  outputs: { labels: { kind: "labels" } },
  returnsImage: false,
  exact: true,
  memoryFactor: 8,
  citation: "scipy.ndimage.binary_fill_holes of each object",
  run(inputs, _, { allocate }) {
    const labels = withResultsIn(allocate, () => filled(labelPlane(inputs, "labels")));
    return { outputs: { labels: labelStack(labels, stackInput(inputs, "labels")) } };
  },
});
