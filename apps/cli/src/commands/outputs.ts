import { integer } from "../program/option-values.ts";
import { type CommandDeclaration, defineCommand, option } from "../program/options.ts";
import { exportOptions, sourceOptions } from "./command-options.ts";

/** `ohcs report`: one page that shows a run. */
const report = defineCommand({
  name: "report",
  summary: "Write a page that shows a run: failures, the plate as heat maps and pictures, curves, provenance",
  arguments: { "outputs...": "folders of output plates, or of several" },
  options: { source: option("folder", "where the source plate is now", { usual: "where the run read it" }) },
  examples: ["ohcs report demo/synth_openhcs", "ohcs report results", "ohcs report monday tuesday"],
  run: async ({ outputs, source }, session) =>
    (await import("../stored/write-report.ts")).writeReports(outputs, source, session),
});

/** `ohcs view`: the images of a run or of a plate in a browser. */
const view = defineCommand({
  name: "view",
  summary: "Show the images of an output plate, or of a source plate, in a browser at full resolution",
  arguments: { plate: "folder of an output plate, of several, of a source plate, or of an OME-Zarr plate" },
  options: {
    ...sourceOptions,
    source: option("folder", "where the source plate of an output plate is now", { usual: "where the run read it" }),
    host: option("address", "address to listen on; any but loopback admits other machines", { usual: "127.0.0.1" }),
    port: option("n", "port to listen on", { usual: "a free one", parse: integer(0) }),
  },
  examples: ["ohcs view demo/synth_openhcs", "ohcs view demo", "ohcs view images.zarr --port 8080"],
  run: async (values, session) => (await import("../view/view-plate.ts")).viewPlate(values, session),
});

/** `ohcs export`: pictures and tables of a run, for slides and other programs. */
const exportRun = defineCommand({
  name: "export",
  summary: "Write figures of a run as PNG, and the tables of its plate as CSV or Parquet",
  arguments: { output: "folder of the output plate" },
  options: exportOptions,
  examples: ["ohcs export demo/synth_openhcs --figures -o slides", "ohcs export demo/synth_openhcs --tables parquet"],
  run: async (values, session) => (await import("../export/export-run.ts")).exportOutput(values, session),
});

/** `ohcs status`: the state of the latest run of an output plate. */
const status = defineCommand({
  name: "status",
  summary: "Show the state of every well of an output plate",
  arguments: { output: "folder of the output plate, or of several" },
  options: {},
  examples: ["ohcs status demo/synth_openhcs"],
  run: async ({ output }, session) => (await import("../stored/show-status.ts")).showStatus(output, session),
});

/** `ohcs verify`: whether an output plate is what its records say. */
const verify = defineCommand({
  name: "verify",
  summary: "Check by hashes that an output plate is as its records state, and print a digest to cite",
  arguments: { output: "folder of the output plate, or of several" },
  options: {},
  examples: ["ohcs verify demo/synth_openhcs"],
  run: async ({ output }, session) => (await import("../stored/verify-output.ts")).verifyOutput(output, session),
});

/** `ohcs why`: what speaks for running a well again. */
const why = defineCommand({
  name: "why",
  summary: "Explain why a well must be, or was, run again: which input, parameter or version changed",
  arguments: {
    output: "folder of the output plate, or of several",
    well: "the well: A01; of several plates, PLATE/A01",
  },
  options: {},
  examples: ["ohcs why demo/synth_openhcs B02", "ohcs why results plate1/B02"],
  run: async ({ output, well }, session) =>
    (await import("../stored/explain-why.ts")).explainWhy(output, well, session),
});

/** `ohcs logs`: what a well said. */
const logs = defineCommand({
  name: "logs",
  summary: "Show the last lines that a well logged, and how it ended",
  arguments: {
    output: "folder of the output plate, or of several",
    well: "the well: A01; of several plates, PLATE/A01",
  },
  options: {},
  examples: ["ohcs logs demo/synth_openhcs B02", "ohcs logs results plate1/B02"],
  run: async ({ output, well }, session) => (await import("../stored/show-logs.ts")).showLogs(output, well, session),
});

/** Commands about output plates, in the order of a first session. */
export const OUTPUT_COMMANDS: readonly CommandDeclaration[] = [report, view, exportRun, status, verify, why, logs];
