import { lengthParameter } from "@ohcs/context";
import { extendedFocus as extendedOf } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { planesOf, reducedStack, stackInput } from "../stack/planes.ts";

/**
 * One plane of a stack `[s, y, x]` of the pixels that are best in focus, each from the plane that is sharpest around it, same dtype. For
 * looking at and for finding objects; intensities of neighbouring pixels may come from different planes. `image:heights` is the z of each, a
 * map of the surface.
 */
export const extendedFocus = define({
  name: "extendedFocus",
  version: "1.1.0",
  summary: "Pixels that are best in focus over the stack",
  params: parameters({
    sigma: lengthParameter({ default: 3, minimum: 0, maximum: 100, description: "How far around a pixel to look" }),
  }),
  contract: "volumeToSlice",
  over: ["zIndex"],
  outputs: { heights: { kind: "image", description: "The z of each pixel: the index of its plane, from 1" } },
  exact: true,
  memoryFactor: 8,
  citation: "Pertuz, Puig & García 2013 (energy of Laplacian)",
  run(inputs, { sigma }) {
    const stack = stackInput(inputs);
    const { image, heights } = extendedOf(planesOf(stack), sigma);
    const zs = stack.planes.map(({ zIndex }, i) => zIndex ?? i + 1);
    const map = { ...heights, data: heights.data.map((index) => zs[index] ?? 0) };
    return { image: reducedStack(image, stack), outputs: { heights: reducedStack(map, stack) } };
  },
});
