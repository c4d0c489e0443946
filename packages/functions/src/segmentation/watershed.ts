import { defineFunction } from "@ohcs/context";
import { splitByDistance, withResultsIn } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { planeOf } from "../stack/planes.ts";
import { labelStack } from "./label-stack.ts";

/** Parts the foreground of a mask into round objects: seeded watershed on its distance transform. */
export const watershed = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "watershed",
  version: "1.0.0",
  summary: "Parts touching objects of a mask by their roundness",
  params: Type.Object(
    {
      prominence: Type.Number({
        default: 1,
        exclusiveMinimum: 0,
        description: "Depth of an object's interior above the neck to its neighbour, px",
      }),
    },
    { additionalProperties: false },
  ),
  outputs: { labels: { kind: "labels" } },
  returnsImage: false,
  exact: true,
  memoryFactor: 16,
  citation: "scipy.ndimage.distance_transform_edt, skimage.segmentation.watershed",
  run(inputs, { prominence }, { allocate }) {
    const mask = stackInput(inputs);
    const labels = withResultsIn(allocate, () => splitByDistance(planeOf(mask), prominence));
    return { outputs: { labels: labelStack(labels, mask) } };
  },
});
