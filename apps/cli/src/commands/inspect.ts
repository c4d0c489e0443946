import { defineCommand } from "../program/command.ts";
import { option } from "../program/options.ts";
import { sourceOptions } from "./job-options.ts";

/** `ohcs inspect`: what is in a plate's folder. */
export const inspect = defineCommand({
  name: "inspect",
  summary: "Show what was found in a plate's folder: coordinates, calibration, gaps, clashes",
  arguments: { plate: "folder of the plate, or of an OME-Zarr plate" },
  options: {
    ...sourceOptions,
    thumbnails: option(
      "file",
      "write a picture (PNG) of all channels of up to four wells, to see what each has stained",
    ),
  },
  examples: [
    "ohcs inspect demo",
    "ohcs inspect demo --thumbnails demo.png",
    "ohcs inspect images --pattern '(?<well>[A-P]\\d+)_s(?<site>\\d+)_w(?<channel>\\d)'",
  ],
  run: async (values, session) => (await import("../inspect/inspect-plate.ts")).inspectPlate(values, session),
});
