import { binPixels } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
import { define, parameters } from "../define.ts";
import { mapPlanes, stackInput } from "../stack/planes.ts";

/**
 * Means, or sums, of square blocks of pixels, float32, which are `factor` times as large; what fills no block at the lower and right edge is
 * left out. Lengths of later steps are in px of this image.
 */
export const bin = define({
  name: "bin",
  summary: "Joins blocks of pixels",
  params: parameters({
    factor: Type.Integer({ default: 2, minimum: 1, maximum: 64, description: "Side of a block, px" }),
    method: Type.Union([Type.Literal("mean"), Type.Literal("sum")], {
      default: "mean",
      description: "What becomes of the samples of a block",
    }),
  }),
  intensity: "affine",
  geometry: "resampled",
  dtype: "float32",
  citation: "skimage.measure.block_reduce",
  run(inputs, { factor, method }, environment) {
    const stack = stackInput(inputs);
    const { pixelSizeUm } = stack.calibration;
    const image = mapPlanes(stack, (plane) => binPixels(plane, factor, method), environment);
    return { image: { ...image, calibration: { pixelSizeUm: pixelSizeUm === null ? null : pixelSizeUm * factor } } };
  },
});
