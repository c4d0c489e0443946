import { defineCommand } from "../program/command.ts";
import { flag } from "../program/options.ts";

/** `ohcs validate`: does a folder keep to OME-Zarr? */
export const validate = defineCommand({
  name: "validate",
  summary: "Check an OME-Zarr plate, image or label (0.4, 0.5 and 0.6); lists every violation with path and rule",
  arguments: { zarr: "folder of the plate, well, image or label" },
  options: { strict: flag("also ask for what the specification only recommends") },
  examples: ["ohcs validate plate.zarr", "ohcs validate plate.zarr --strict --json"],
  run: async (values, session) => (await import("../validate/validate-zarr.ts")).validateZarr(values, session),
});
