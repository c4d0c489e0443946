import { Type } from "@ohcs/context";
import { percentileFilter as filtered } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/** A percentile of the square neighbourhood of each pixel, same dtype: 0 is the minimum, 50 the median, 100 the maximum. */
export const percentileFilter = define({
  name: "percentileFilter",
  summary: "A rank of each neighbourhood",
  params: parameters({
    size: Type.Integer({
      default: 5,
      minimum: 1,
      maximum: 99,
      description: "Side of the neighbourhood, an odd number of px",
    }),
    percentile: Type.Number({ default: 50, minimum: 0, maximum: 100, description: "Which sample of it, in order" }),
  }),
  exact: true,
  memoryFactor: 8,
  citation: "scipy.ndimage.percentile_filter",
  ofPlane: (plane, { size, percentile }) => filtered(plane, size, percentile),
});
