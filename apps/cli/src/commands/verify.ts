import { defineCommand } from "../program/command.ts";

/** `ohcs verify`: whether an output plate is what its records say. */
export const verify = defineCommand({
  name: "verify",
  summary: "Prove by hashes that an output plate is what its records say, and give a digest to cite",
  arguments: { output: "folder of the output plate, or of several" },
  options: {},
  examples: ["ohcs verify demo/synth_openhcs"],
  run: async ({ output }, session) => (await import("../stored/verify-output.ts")).verifyOutput(output, session),
});
