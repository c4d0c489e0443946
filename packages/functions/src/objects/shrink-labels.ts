import { lengthParameter } from "@ohcs/context";
import { shrinkLabels as shrunk } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

/** Objects without their pixels near the edge; numbers stay, small objects vanish. */
export const shrinkLabels = define({
  name: "shrinkLabels",
  summary: "Shrinks objects by a distance",
  params: parameters({
    distance: lengthParameter({ default: 1, minimum: 0, description: "How far from the edge pixels are dropped" }),
  }),
  inputs: { labels: { kind: "labels" } },
  outputs: { labels: { kind: "labels" } },
  returnsImage: false,
  exact: true,
  memoryFactor: 8,
  citation: "scipy.ndimage.distance_transform_edt",
  run(inputs, { distance }) {
    const labels = shrunk(labelPlane(inputs, "labels"), distance);
    return { outputs: { labels: labelStack(labels, stackInput(inputs, "labels")) } };
  },
});
