import { oneOf } from "../program/option-values.ts";
import { type CommandDeclaration, defineCommand, flag, option } from "../program/options.ts";
import {
  configOptions,
  resumeOptions,
  runnerOptions,
  sourceOptions,
  synthOptions,
  watchOptions,
} from "./command-options.ts";

/** `ohcs synth`: a plate with known truth. */
const synth = defineCommand({
  name: "synth",
  summary: "Make a synthetic plate with known truth",
  arguments: { directory: "folder for the plate, its truth.json and its plate-map.csv" },
  options: synthOptions,
  examples: ["ohcs synth demo --plate 24 --wells 8 --grid 2x2 --seed 7"],
  run: async (values, session) => (await import("../synth/synthesize.ts")).synthesize(values, session),
});

/** `ohcs inspect`: what is in a plate's folder. */
const inspect = defineCommand({
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

const { wells, pixelSize, grid, plateMap, workers, timeout, retries, set } = configOptions;
const { onlyFailed, verify } = resumeOptions;

/** `ohcs convert`: the same plate in another format. */
const convert = defineCommand({
  name: "convert",
  summary: "Convert a plate to another format, with unchanged pixels; resumed and verified like any run",
  arguments: { plate: "folder of the plate, which is only read" },
  options: {
    to: option("format", "ome-zarr, tiff, or imagexpress: names and HTD file of MetaXpress", {
      usual: "ome-zarr",
      parse: oneOf("ome-zarr", "tiff", "imagexpress"),
    }),
    version: option("version", "of OME-Zarr: 0.4, 0.5 or 0.6", { usual: "0.5", parse: oneOf("0.4", "0.5", "0.6") }),
    output: option("folder", "folder of the output plate", { short: "o", usual: "<plate>_<format> beside the plate" }),
    ...sourceOptions,
    wells,
    pixelSize,
    grid,
    plateMap,
    workers,
    timeout,
    retries,
    set,
    ...runnerOptions("threads"),
    ...watchOptions,
    resume: flag("skip wells that an earlier run finished"),
    onlyFailed,
    verify,
  },
  examples: [
    "ohcs convert demo --to ome-zarr",
    "ohcs convert demo --to ome-zarr --version 0.4 -o demo_v2 --workers 8",
    "ohcs convert plate.zarr --to imagexpress --wells A01:B06",
    "ohcs convert demo --to tiff --set tiff.compression=lzw --resume",
  ],
  run: async (values, session) => (await import("../convert/convert-plate.ts")).convertPlate(values, session),
});

/** `ohcs validate`: does a folder keep to OME-Zarr? */
const validate = defineCommand({
  name: "validate",
  summary: "Check an OME-Zarr plate, image or label (0.4, 0.5 and 0.6); lists every violation with path and rule",
  arguments: { zarr: "folder of the plate, well, image or label" },
  options: { strict: flag("also ask for what the specification only recommends") },
  examples: ["ohcs validate plate.zarr", "ohcs validate plate.zarr --strict --json"],
  run: async (values, session) => (await import("../validate/validate-zarr.ts")).validateZarr(values, session),
});

/** Commands about plates as microscopes leave them, in the order of a first session. */
export const PLATE_COMMANDS: readonly CommandDeclaration[] = [synth, inspect, convert, validate];
