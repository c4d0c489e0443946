import { defineFunction, NO_PARAMETERS } from "@ohcs/context";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { describeFunction } from "./describe-function.ts";

const { style } = recordingTerminal().out;
const common = { name: "f", version: "1.0.0", summary: "Does.", params: NO_PARAMETERS } as const;
const run = () => ({});
const described = ({ declaration }: ReturnType<typeof defineFunction>) =>
  describeFunction({ reference: { module: "m", export: "f", version: "1.0.0" }, declaration }, style);

test("describeFunction() shows where a function can run, where that is not the CPU alone", () => {
  expect(described(defineFunction({ ...common, run }))).not.toContain("runs");
  expect(described(defineFunction({ ...common, run, gpu: { run, accepts: ["uint8", "float32"] } }))).toContain(
    "runs   on the CPU, or on a GPU (images of uint8 or float32)\n",
  );
  expect(described(defineFunction({ ...common, memory: "webgpu", gpu: { run, accepts: ["float32"] } }))).toContain(
    "runs   on a GPU alone (images of float32)\n",
  );
});
