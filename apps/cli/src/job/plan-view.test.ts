import type { CallExplanation, PlateExplanation, StepExplanation } from "@ohcs/compiler";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { planView } from "./plan-view.ts";

const { style } = recordingTerminal().out;
const runner = { name: "threads", version: "1.0.0", module: "@ohcs/executor", export: "threads" };
const call = (name: string, parameters: CallExplanation["parameters"]) =>
  ({ function: name, parameters, takes: null, memory: "cpu", reason: null }) as CallExplanation;

function viewOf(...calls: readonly CallExplanation[]): string {
  const step = { index: 0, name: "pixels", functions: { "*": calls }, inputs: {}, stackedOver: [], outputs: {} };
  const context = { steps: [{ ...step, groups: 1, itemsPerGroup: 1 } as unknown as StepExplanation] };
  const structures = [{ wells: ["A01"], gpus: [], context }];
  const phase = { index: 0, name: "wells", kind: "map", reads: [], makes: [], repeats: [], estimate: null, structures };
  const plan = { plateId: "P", pipeline: "p", wells: ["A01"], phases: [phase], estimate: null };
  return planView(plan as unknown as PlateExplanation, { outputRoot: "/out", workers: 1, runner }, style);
}

test("planView() names the functions that are computed in one pass", () => {
  const calls = [
    { use: "clip", with: { low: 1, high: 2 } },
    { use: "threshold", with: { value: 1 } },
  ];
  expect(viewOf(call("median", { size: 3 }), call("pixelwise", { calls }))).toContain(
    "median → pixelwise (clip + threshold)",
  );
});
