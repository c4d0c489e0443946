import { Type } from "@ohcs/context";
import { splitByDistance, withResultsIn } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { labelStack, planeOf, stackInput } from "../stack/planes.ts";

/** Parts the foreground of a mask into round objects: seeded watershed on its distance transform. */
export const watershed = define({
  name: "watershed",
  summary: "Parts touching objects of a mask by their roundness",
  params: parameters({
    prominence: Type.Number({
      default: 1,
      exclusiveMinimum: 0,
      description: "Depth of an object's interior above the neck to its neighbour, px",
    }),
  }),
  outputs: { labels: { kind: "labels" } },
  exact: true,
  memoryFactor: 16,
  citation: "scipy.ndimage.distance_transform_edt, skimage.segmentation.watershed",
  run(inputs, { prominence }, { allocate }) {
    const mask = stackInput(inputs);
    const labels = withResultsIn(allocate, () => splitByDistance(planeOf(mask), prominence));
    return { outputs: { labels: labelStack(labels, mask) } };
  },
});
