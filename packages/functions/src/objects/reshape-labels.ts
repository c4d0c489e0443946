import { lengthParameter } from "@ohcs/context";
import { expandLabels as expanded, fillObjectHoles as filled, shrinkLabels as shrunk } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/** The objects without their holes: background that one object alone encloses belongs to it. What several enclose stays open. */
export const fillObjectHoles = define({
  name: "fillObjectHoles",
  summary: "Fills the holes of objects",
  exact: true,
  memoryFactor: 8,
  citation: "scipy.ndimage.binary_fill_holes of each object",
  ofLabels: filled,
});

/** Objects without their pixels near the edge; numbers stay, small objects vanish. */
export const shrinkLabels = define({
  name: "shrinkLabels",
  summary: "Shrinks objects by a distance",
  params: parameters({
    distance: lengthParameter({ default: 1, minimum: 0, description: "How far from the edge pixels are dropped" }),
  }),
  exact: true,
  memoryFactor: 8,
  citation: "scipy.ndimage.distance_transform_edt",
  ofLabels: (labels, { distance }) => shrunk(labels, distance),
});

/** Objects grown into the background, never into each other; numbers stay. */
export const expandLabels = define({
  name: "expandLabels",
  summary: "Grows objects by a distance",
  params: parameters({ distance: lengthParameter({ default: 5, minimum: 0, description: "How far objects grow" }) }),
  exact: true,
  memoryFactor: 8,
  citation: "skimage.segmentation.expand_labels",
  ofLabels: (labels, { distance }) => expanded(labels, distance),
});
