import { defineFunction } from "@ohcs/context";
import { percentileFilter as filtered } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { MODULE } from "../module-name.ts";
import { stackInput } from "../stack/inputs.ts";
import { mapPlanes } from "../stack/planes.ts";

/** A percentile of the square neighbourhood of each pixel, same dtype: 0 is the minimum, 50 the median, 100 the maximum. */
export const percentileFilter = defineFunction({
  module: MODULE,
  takesViews: true,
  name: "percentileFilter",
  version: "1.0.0",
  summary: "A rank of each neighbourhood",
  params: Type.Object(
    {
      size: Type.Integer({
        default: 5,
        minimum: 1,
        maximum: 99,
        description: "Side of the neighbourhood, an odd number of px",
      }),
      percentile: Type.Number({ default: 50, minimum: 0, maximum: 100, description: "Which sample of it, in order" }),
    },
    { additionalProperties: false },
  ),
  exact: true,
  memoryFactor: 8,
  citation: "scipy.ndimage.percentile_filter",
  run: (inputs, { size, percentile }, environment) => ({
    image: mapPlanes(stackInput(inputs), (plane) => filtered(plane, size, percentile), environment),
  }),
});
