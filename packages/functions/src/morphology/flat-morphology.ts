import { lengthParameter, type Static, Type } from "@ohcs/context";
import * as kernels from "@ohcs/kernels";
import { define, parameters } from "../define.ts";

/** Parameters of all functions that look through a flat footprint. */
const FOOTPRINT_PARAMETERS = parameters({
  radius: lengthParameter({ default: 3, minimum: 0, maximum: 500, description: "Radius, rounded to whole px" }),
  shape: Type.Union([Type.Literal("disk"), Type.Literal("square"), Type.Literal("line")], {
    default: "disk",
    description:
      "Shape of the footprint; a line reaches 'radius' px to either side, along the axis that it is closer to",
  }),
  angle: Type.Number({
    default: 0,
    minimum: -90,
    maximum: 90,
    description: "Of a line, degrees from the x axis, counter-clockwise as the image is seen",
  }),
});

/** Declared alike by all functions here: samples keep their values' type, and are exact. */
const MORPHOLOGY_DECLARATION = { params: FOOTPRINT_PARAMETERS, exact: true, memoryFactor: 6 } as const;

/** The smallest value of the footprint around each pixel, same dtype: shrinks what is bright, and masks. */
export const erode = define({
  name: "erode",
  summary: "Smallest value around each pixel",
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.erosion",
  ofPlane: throughFootprint(kernels.erode),
});

/** The largest value of the footprint around each pixel, same dtype: widens what is bright, and masks. */
export const dilate = define({
  name: "dilate",
  summary: "Largest value around each pixel",
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.dilation",
  ofPlane: throughFootprint(kernels.dilate),
});

/** Erosion, then dilation, same dtype: bright structures smaller than the footprint vanish. */
export const opening = define({
  name: "opening",
  summary: "Removes bright structures smaller than the footprint",
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.opening",
  ofPlane: throughFootprint(kernels.opening),
});

/** Dilation, then erosion, same dtype: dark structures smaller than the footprint vanish. */
export const closing = define({
  name: "closing",
  summary: "Removes dark structures smaller than the footprint",
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.closing",
  ofPlane: throughFootprint(kernels.closing),
});

/**
 * Erosion, then reconstruction under the plane, same dtype: bright structures smaller than the footprint vanish, and all others keep
 * their exact outlines, where `opening` rounds them off.
 */
export const openingByReconstruction = define({
  name: "openingByReconstruction",
  summary: "Removes small bright structures, keeps outlines",
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.reconstruction(erosion(image), image); Vincent 1993",
  ofPlane: throughFootprint(kernels.openingByReconstruction),
});

/** Each plane's closing minus the plane, same dtype: dark structures smaller than the footprint remain, bright. */
export const blackTopHat = define({
  name: "blackTopHat",
  summary: "Keeps dark structures smaller than the footprint",
  ...MORPHOLOGY_DECLARATION,
  citation: "skimage.morphology.black_tophat",
  ofPlane: throughFootprint(kernels.blackTopHat),
});

/** A kernel with a footprint, for one plane. */
function throughFootprint(compute: (plane: kernels.Plane, footprint: kernels.AnyFootprint) => kernels.Plane) {
  return (plane: kernels.Plane, { radius, shape, angle }: Static<typeof FOOTPRINT_PARAMETERS>): kernels.Plane => {
    const whole = Math.round(radius);
    return compute(plane, shape === "line" ? { shape, radius: whole, angle } : { shape, radius: whole });
  };
}
