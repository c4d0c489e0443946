import { defineCommand } from "../program/command.ts";

/** `ohcs doctor`: is this machine fit? */
export const doctor = defineCommand({
  name: "doctor",
  summary: "Check this machine: Node, cores, memory, disk, image library",
  arguments: {},
  options: {},
  examples: [],
  run: async (_values, { directory }) => (await import("../doctor/examine-machine.ts")).examineMachine(directory),
});
