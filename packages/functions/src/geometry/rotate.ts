import { rotate as rotated } from "@ohcs/kernels";
import { Type } from "@sinclair/typebox";
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
