import { defineCommand } from "../program/command.ts";
import { configOptions, runnerOptions } from "./job-options.ts";

/** `ohcs config show`: what a run would go by. */
export const config = defineCommand({
  name: "config",
  summary: "Show every value of the configuration and where it comes from",
  arguments: { action: "what to do: show", "plate?": "folder of the plate whose settings are shown" },
  options: { ...configOptions, ...runnerOptions("threads, or processes where useThreading is false") },
  examples: ["ohcs config show", "ohcs config show demo --workers 2", "OHCS_ZARR__LEVEL=3 ohcs config show --json"],
  run: async (values, session) => (await import("../config/show-config.ts")).showConfig(values, session),
});
