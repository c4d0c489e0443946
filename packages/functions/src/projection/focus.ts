import { lengthParameter, type Table } from "@ohcs/context";
import { extendedFocus as extendedOf, focusMeasure } from "@ohcs/kernels";
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
  returnsImage: true,
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

/**
 * The plane of a stack `[s, y, x]` that is best in focus, unchanged. The table `focus` says which: `Focus_ZIndex`, and by how
 * much it is sharper than the median plane, `Focus_Ratio` (1: the stack has no best plane).
 */
export const bestFocus = define({
  name: "bestFocus",
  summary: "The plane of the stack that is best in focus",
  contract: "volumeToSlice",
  over: ["zIndex"],
  outputs: { focus: { kind: "table", description: "One row: which plane, and how much sharper it is" } },
  returnsImage: true,
  intensity: "preserves",
  exact: true,
  memoryFactor: 8,
  citation: "Pertuz, Puig & García 2013 (energy of Laplacian)",
  run(inputs) {
    const stack = stackInput(inputs);
    const planes = planesOf(stack);
    const measures = planes.map(focusMeasure);
    const best = measures.indexOf(Math.max(...measures));
    const median = measures.toSorted((a, b) => a - b)[measures.length >> 1] ?? 0;
    const ratio = median > 0 ? (measures[best] ?? 0) / median : null;
    const focus: Table = {
      columns: ["Focus_ZIndex", "Focus_Ratio"],
      rows: [[stack.planes[best]?.zIndex ?? null, ratio]],
    };
    const plane = planes[best];
    return plane === undefined ? {} : { image: reducedStack(plane, stack), outputs: { focus } };
  },
});
