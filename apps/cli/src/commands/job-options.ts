import { assignment, integer, list, positive } from "../program/option-values.ts";
import { option, repeatableOption, requiredOption } from "../program/options.ts";

/** What `plan` and `run` have in common: which pipeline, on what, into which folder, how configured. */
export const jobOptions = {
  pipeline: requiredOption("pipeline", "what to do: a .ts, .js, .json or .yaml file, or preset:NAME", { short: "p" }),
  output: option("folder", "folder of the output plate", { short: "o", usual: "<plate>_openhcs beside the plate" }),
  wells: option("list", "wells to process: A01,B02:C05,!B03", { usual: "all", parse: list }),
  pattern: option("regex", "how file names state coordinates, for folders of no known microscope"),
  plateMap: option("file", "CSV file with a column 'well', or 'Row' and 'Column', joined with the table of wells"),
  workers: option("n", "wells at the same time", { usual: "one per core", parse: integer(1) }),
  timeout: option("seconds", "end a well that takes longer", { parse: positive }),
  retries: option("n", "attempts after a failed one", { usual: "0", parse: integer(0) }),
  set: repeatableOption("key=value", "set the configuration: tiff.compression=lzw", assignment),
};
