import { defineCommand } from "../program/command.ts";
import { oneOf } from "../program/option-values.ts";
import { flag, option } from "../program/options.ts";
import { configOptions, resumeOptions, runnerOptions, sourceOptions, watchOptions } from "./job-options.ts";

const { wells, pixelSize, grid, plateMap, workers, timeout, retries, set } = configOptions;
const { onlyFailed, verify } = resumeOptions;

/** `ohcs convert`: the same plate in another format. */
export const convert = defineCommand({
  name: "convert",
  summary: "Write a plate in another format, pixels as they are; resumed and verified like any run",
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
