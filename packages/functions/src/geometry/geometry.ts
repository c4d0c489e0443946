import { Type } from "@ohcs/context";
import { binPixels, crop as cropped, type Plane, rotate as rotated } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { mapPlanes, stackInput } from "../stack/planes.ts";

/** Each plane turned around its middle: quarter turns exactly, other angles bilinearly, float32. Planes have no stage position then. */
export const rotate = define({
  name: "rotate",
  summary: "Turns planes around their middle",
  params: parameters({
    angle: Type.Number({
      default: 90,
      minimum: -360,
      maximum: 360,
      description: "Degrees, counter-clockwise as the image is seen",
    }),
    reshape: Type.Boolean({ default: true, description: "Grow planes so that all of them is kept" }),
    fill: Type.Number({ default: 0, description: "Intensity outside of the plane" }),
  }),
  geometry: "moved",
  exact: true,
  citation: "scipy.ndimage.rotate (order 1, constant), numpy.rot90",
  run(inputs, options, environment) {
    const stack = stackInput(inputs);
    const image = mapPlanes(stack, (plane) => rotated(plane, options), environment);
    return { image: { ...image, positions: stack.positions.map(() => null) } };
  },
});

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

const px = (description: string, minimum: number, value: number) =>
  Type.Integer({ default: value, minimum, description });

const rest = (description: string) =>
  Type.Union([Type.Integer({ minimum: 1 }), Type.Null()], { default: null, description });

/** The part of each plane within a rectangle, samples unchanged. Planes no longer lie where the stage was: they have no position. */
export const crop = define({
  name: "crop",
  summary: "Cuts a rectangle out",
  params: parameters({
    x: px("Left column, px", 0, 0),
    y: px("Upper row, px", 0, 0),
    width: rest("Columns, px; null: to the right edge"),
    height: rest("Rows, px; null: to the lower edge"),
  }),
  intensity: "preserves",
  geometry: "moved",
  exact: true,
  citation: "numpy slices",
  run(inputs, { x, y, width, height }, environment) {
    const stack = stackInput(inputs);
    const partOf = (plane: Plane) =>
      cropped(plane, { x, y, width: width ?? plane.width - x, height: height ?? plane.height - y });
    const image = mapPlanes(stack, partOf, environment);
    return { image: { ...image, positions: stack.positions.map(() => null) } };
  },
});
