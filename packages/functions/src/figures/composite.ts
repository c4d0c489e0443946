import { Type } from "@ohcs/context";
import { compositeChannels } from "@ohcs/kernels";
import { define, parameters } from "../define.ts";
import { otherImages, planeOf } from "../stack/planes.ts";
import { colorsOf, colorsParameter, Range, rangeOf } from "./colors.ts";
import { rgbStack } from "./rgb-stack.ts";

const PALETTE = ["red", "green", "blue", "magenta", "cyan", "yellow", "orange", "white"];

/**
 * One image in colours of several channels, `[y, x]` each: every input is added in its colour, from black to full over its range, and the sum
 * clipped. Emits `rgb:composite`, 8 bits, to look at and for slides; nothing is measured on it. Ranges that follow each image's percentiles show
 * what is there; give `ranges` to compare wells.
 */
export const composite = define({
  name: "composite",
  summary: "Channels in colours, as one RGB image",
  params: parameters({
    colors: colorsParameter(
      "by default that of its name (red, green …), else red, green, blue … in alphabetical order",
    ),
    ranges: Type.Record(Type.String(), Range, {
      default: {},
      description:
        "Input → intensities that become black and the full colour; by default its 1st and 99.8th percentile",
    }),
  }),
  inputs: { "*": { kind: "image", description: "Channels, by any name" } },
  outputs: { composite: { kind: "rgb" } },
  intensity: "perImage",
  memoryFactor: 8,
  citation: "CellProfiler GrayToColor (composite); skimage.exposure.rescale_intensity",
  run(inputs, { colors, ranges }) {
    const images = otherImages(inputs);
    const chosen = colorsOf(
      images.map(([name]) => name),
      colors,
      PALETTE,
    );
    const layers = images.map(([name, stack], i) => {
      const plane = planeOf(stack);
      return { plane, range: rangeOf(plane, ranges[name]), color: chosen[i] ?? ([255, 255, 255] as const) };
    });
    const sources = images.map(([, stack]) => stack);
    return { outputs: { composite: rgbStack(compositeChannels(layers), sources) } };
  },
});
