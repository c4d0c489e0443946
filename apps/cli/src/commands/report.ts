import { defineCommand } from "../program/command.ts";
import { option } from "../program/options.ts";

/** `ohcs report`: one page that shows a run. */
export const report = defineCommand({
  name: "report",
  summary: "Write a page that shows a run: failures, the plate as heat maps and pictures, curves, provenance",
  arguments: { "outputs...": "folders of output plates, or of several" },
  options: { source: option("folder", "where the source plate lies now", { usual: "where the run read it" }) },
  examples: ["ohcs report demo/synth_openhcs", "ohcs report results", "ohcs report monday tuesday"],
  run: async ({ outputs, source }, session) =>
    (await import("../stored/write-report.ts")).writeReports(outputs, source, session),
});
