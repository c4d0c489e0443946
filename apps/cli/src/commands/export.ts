import { defineCommand } from "../program/command.ts";
import { oneOf } from "../program/option-values.ts";
import { flag, option } from "../program/options.ts";

/** `ohcs export`: pictures and tables of a run, for slides and other programs. */
export const exportRun = defineCommand({
  name: "export",
  summary: "Write figures of a run as PNG, and the tables of its plate as CSV or Parquet",
  arguments: { output: "folder of the output plate" },
  options: {
    figures: flag(
      "write overlays with the outlines of objects and a montage of each well; so it is where nothing else is asked for",
    ),
    tables: option("format", "write the tables of the plate, one file a kind: csv or parquet", {
      parse: oneOf("csv", "parquet"),
    }),
    into: option("folder", "where to write them", { short: "o", usual: "OUT/export" }),
    source: option("folder", "where the source plate lies now", { usual: "where the run read it" }),
  },
  examples: ["ohcs export demo/synth_openhcs --figures -o slides", "ohcs export demo/synth_openhcs --tables parquet"],
  run: async (values, session) => (await import("../export/export-run.ts")).exportOutput(values, session),
});
