import type { Cell } from "@ohcs/context";
import { presentLabels, skeletonFeatures, skeletonize } from "@ohcs/kernels";
import { define } from "../define.ts";
import { labelPlane, labelStack, stackInput } from "../stack/planes.ts";

const COLUMNS = ["ObjectNumber", "Skeleton_Endpoints", "Skeleton_BranchPoints", "Skeleton_Branches", "Skeleton_Length"];

/**
 * The middle lines of objects (neurites, tubes, mitochondria) as labels of the same numbers, and their ends, branch points, branches and lengths
 * in px and µm, one row per object.
 */
export const measureSkeleton = define({
  name: "measureSkeleton",
  summary: "Middle lines of objects: ends, branches, lengths",
  inputs: { labels: { kind: "labels" } },
  outputs: {
    skeleton: { kind: "labels", description: "Lines one pixel wide, numbered as the objects" },
    features: { kind: "table", counts: true, description: "One row per object" },
  },
  exact: true,
  memoryFactor: 8,
  citation: "skimage.morphology.skeletonize; Zhang & Suen 1984",
  run(inputs) {
    const stack = stackInput(inputs, "labels");
    const { pixelSizeUm } = stack.calibration;
    const labels = labelPlane(inputs, "labels");
    const skeleton = skeletonize(labels);
    const found = new Map(skeletonFeatures(skeleton).map((one) => [one.label, one]));
    const rows = presentLabels(labels).map((label): readonly Cell[] => {
      const { endpoints = 0, branchPoints = 0, branches = 0, length = 0 } = found.get(label) ?? {};
      return [
        label,
        endpoints,
        branchPoints,
        branches,
        length,
        ...(pixelSizeUm === null ? [] : [length * pixelSizeUm]),
      ];
    });
    const features = { columns: pixelSizeUm === null ? COLUMNS : [...COLUMNS, "Skeleton_Length_um"], rows };
    return { outputs: { skeleton: labelStack(skeleton, stack), features } };
  },
});
