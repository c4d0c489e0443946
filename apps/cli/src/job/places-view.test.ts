import type { CallExplanation, StepExplanation } from "@ohcs/compiler";
import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { placesView } from "./places-view.ts";

const { style } = recordingTerminal().out;

const call = (name: string, memory: CallExplanation["memory"], reason: string | null) =>
  ({ function: name, memory, reason }) as CallExplanation;
const steps = (...calls: readonly CallExplanation[]) => [{ functions: { "*": calls } } as unknown as StepExplanation];
const share = (name: string, wells: readonly string[]) => ({ adapter: name, name, peakBytes: 3e6, wells });

test("placesView() shows the spread of wells, and each reason once with its functions", () => {
  const calls = steps(
    call("blur", "webgpu", "preferred, and a GPU fits"),
    call("count", "cpu", null),
    call("median", "cpu", "too large"),
    call("opening", "cpu", "too large"),
    call("median", "cpu", "too large"),
  );
  expect(placesView([share("A", ["A01", "A03"]), share("B", ["A02"])], calls, style)).toBe(
    [
      "  GPU     2 wells on A, 1 well on B, 3.0 MB each",
      "  on GPU  blur: preferred, and a GPU fits",
      "  on CPU  median, opening: too large",
      "",
    ].join("\n"),
  );
});

test("placesView() says nothing where no function has code for a GPU", () => {
  expect(placesView([], steps(call("count", "cpu", null)), style)).toBe("");
});
