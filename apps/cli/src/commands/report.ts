import { defineCommand } from "../program/command.ts";
import { option } from "../program/options.ts";

/** `ohcs report`: one page that shows a run. */
export const report = defineCommand({
  name: "report",
  summary: "Write a page that shows a run: failures, the plate as heat maps and pictures, curves, provenance",
  arguments: { output: "folder of the output plate, or of several" },
  options: { source: option("folder", "where the source plate lies now", { usual: "where the run read it" }) },
  examples: ["ohcs report demo/synth_openhcs"],
  run: async ({ output, source }, session) =>
    (await import("../stored/write-report.ts")).writeReports(output, source, session),
});
