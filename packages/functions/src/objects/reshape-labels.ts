import { lengthParameter } from "@ohcs/context";
import {
  expandLabels as expanded,
  fillObjectHoles as filled,
  shrinkLabels as shrunk,
  withResultsIn,
} from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
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
