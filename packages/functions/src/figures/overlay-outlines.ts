import { type FunctionInputs, type ImageStack, Type } from "@ohcs/context";
import { compositeChannels, overlayOutlines as drawn, type RgbPlanes } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { fail } from "../errors.ts";
import { labelPlane, otherNames, planeOf, stackInput } from "../stack/planes.ts";
import { colorsOf, colorsParameter, Range, rangeOf } from "./colors.ts";
import { rgbStack } from "./rgb-stack.ts";

const PALETTE = ["yellow", "magenta", "cyan", "orange", "green", "red"];

/**
 * The outlines of objects, one colour for each labels input, over an `image` in grey or an `rgb` in colours; over black without either. Emits
 * `rgb:overlay`, 8 bits. Outlines are the outermost pixels of objects; inputs later in the alphabet are drawn over earlier ones.
 *
 * @throws INPUT_INVALID where there is both an image and an RGB image
 */
export const overlayOutlines = define({
  name: "overlayOutlines",
  summary: "Outlines of objects over an image, as RGB",
  params: parameters({
    colors: colorsParameter("by default yellow, magenta, cyan … in alphabetical order"),
    range: Type.Optional(
      Type.Array(Range.items, {
        minItems: 2,
        maxItems: 2,
        description: "Intensities of the image that become black and white; by default its 1st and 99.8th percentile",
      }),
    ),
  }),
  inputs: {
    image: { kind: "image", optional: true },
    rgb: { kind: "rgb", optional: true },
    "*": { kind: "labels", description: "Objects, by any name" },
  },
  outputs: { overlay: { kind: "rgb" } },
  intensity: "perImage",
  memoryFactor: 8,
  citation: "CellProfiler OverlayOutlines (inner); centrosome.outline.outline",
  run(inputs, { colors, range }) {
    const names = otherNames(inputs, "image", "rgb");
    const chosen = colorsOf(names, colors, PALETTE);
    const layers = names.map((name, i) => ({
      labels: labelPlane(inputs, name),
      color: chosen[i] ?? ([255, 255, 0] as const),
    }));
    const [first = "labels"] = names;
    const below = background(inputs, stackInput(inputs, first), range);
    return { outputs: { overlay: rgbStack(drawn(below.planes, layers), [below.stack]) } };
  },
});

interface Background {
  readonly planes: RgbPlanes;
  readonly stack: ImageStack;
}

/** What outlines are drawn over; black, as large as the labels, where nothing is given. */
function background(inputs: FunctionInputs, labels: ImageStack, range?: readonly number[]): Background {
  const { image, rgb } = inputs;
  if (image !== undefined && rgb !== undefined)
    throw fail("INPUT_INVALID", "Cannot draw outlines: expected 'image' or 'rgb', got both");
  const [, height, width] = labels.shape;
  if (image === undefined && rgb === undefined)
    return { planes: { data: new Uint8Array(3 * height * width), height, width }, stack: labels };
  if (rgb !== undefined) {
    const stack = stackInput(inputs, "rgb");
    return { planes: { data: stack.data as Uint8Array, height: stack.shape[1], width: stack.shape[2] }, stack };
  }
  const stack = stackInput(inputs);
  const plane = planeOf(stack);
  return { planes: compositeChannels([{ plane, range: rangeOf(plane, range), color: [255, 255, 255] }]), stack };
}
