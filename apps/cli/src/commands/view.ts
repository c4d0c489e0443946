import { defineCommand } from "../program/command.ts";
import { integer } from "../program/option-values.ts";
import { option } from "../program/options.ts";
import { sourceOptions } from "./job-options.ts";

/** `ohcs view`: the images of a run or of a plate in a browser. */
export const view = defineCommand({
  name: "view",
  summary: "Show the images of an output plate, or of a source plate, in a browser at full resolution",
  arguments: { plate: "folder of an output plate, of a source plate, or of an OME-Zarr plate" },
  options: {
    ...sourceOptions,
    source: option("folder", "where the source plate of an output plate lies now", { usual: "where the run read it" }),
    host: option("address", "where to listen; others than loopback let other machines in", { usual: "127.0.0.1" }),
    port: option("n", "the port to listen at", { usual: "a free one", parse: integer(0) }),
  },
  examples: ["ohcs view demo/synth_openhcs", "ohcs view demo", "ohcs view images.zarr --port 8080"],
  run: async (values, session) => (await import("../view/view-plate.ts")).viewPlate(values, session),
});
