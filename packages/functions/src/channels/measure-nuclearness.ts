import type { Cell } from "@ohcs/context";
import { nuclearness } from "@ohcs/kernels";
import { define } from "../define.ts";
import { fail } from "../errors.ts";
import { planesOf, stackInput } from "../stack/planes.ts";

/** By so much another channel must look more like nuclei to be taken for a better one. */
export const NUCLEARNESS_MARGIN = 0.2;

/** `Nuclearness_2` → the channel `2` */
export const NUCLEARNESS_COLUMN = /^Nuclearness_(.+)$/;

/**
 * How much each channel of a site looks like nuclei, `Nuclearness_<channel>` from 0 to 1: separate and convex as nuclei, many, and
 * smaller than what surrounds them. `QC_NucleiChannel` is 1 where another channel has more than that of `nuclei`, by 0.2 or more, and
 * `Metadata_NucleiChannel` names the latter. For `compareChannels`.
 */
export const measureNuclearness = define({
  name: "measureNuclearness",
  summary: "Judges which channel looks most like nuclei",
  contract: "volumeToSlice",
  over: ["channel"],
  inputs: {
    image: { kind: "image", description: "All channels of a site" },
    nuclei: { kind: "image", description: "The channel in which nuclei are looked for" },
  },
  outputs: { nuclearness: { kind: "table", description: "One row per site, one column per channel" } },
  returnsImage: false,
  exact: true,
  memoryFactor: 3,
  citation: "Otsu 1979 (threshold); solidity as skimage.measure.regionprops",
  run(inputs) {
    const image = stackInput(inputs);
    const [chosen] = stackInput(inputs, "nuclei").planes;
    const channels = image.planes.map(({ channel = "" }) => channel);
    const own = channels.indexOf(chosen?.channel ?? "");
    if (own < 0) throw fail("INPUT_INVALID", "Cannot compare channels: 'nuclei' is none of those in 'image'");
    const scores = nuclearness(planesOf(image));
    const isWorse = Math.max(...scores) - (scores[own] ?? 0) >= NUCLEARNESS_MARGIN;
    const row: readonly Cell[] = [channels[own] ?? "", isWorse ? 1 : 0, ...scores];
    const columns = ["Metadata_NucleiChannel", "QC_NucleiChannel", ...channels.map((one) => `Nuclearness_${one}`)];
    return { outputs: { nuclearness: { columns, rows: [row] } } };
  },
});
