import { defineCommand } from "../program/command.ts";
import { run } from "./run.ts";

/** `ohcs submit`: `ohcs run` that outlives the terminal. */
export const submit = defineCommand({
  name: "submit",
  summary: "Run as 'ohcs run' does, in the background: it outlives this terminal",
  arguments: run.arguments,
  options: run.options,
  examples: ["ohcs submit plate1 -p pipeline.ts -o results --runner bullmq"],
  run: async (_, session) => (await import("../remote/submit-run.ts")).submitRun(session),
});
