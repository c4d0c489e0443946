import { expect, test } from "vitest";
import { recordingTerminal } from "../../test/recording-terminal.ts";
import { sampleError, samplePlateResult, sampleWell } from "../../test/sample-run.ts";
import { nextSteps } from "./next-steps.ts";

const { style } = recordingTerminal().out;
const commands = (result: ReturnType<typeof samplePlateResult>) =>
  nextSteps(result, style)
    .split("\n")
    .flatMap((line) => /→ (.*?) {2}/.exec(line)?.[1] ?? []);

test("after failures nextSteps() names the first one to be explained, and how to run such wells again", () => {
  expect(commands(samplePlateResult())).toEqual([
    "ohcs why /data/demo_openhcs A02",
    "ohcs resume /data/demo_openhcs --only-failed",
  ]);
});

test("after Ctrl-C it says how the run goes on", () => {
  const wells = { A01: sampleWell("A01"), A02: sampleWell("A02", { status: "cancelled", error: sampleError }) };
  expect(commands({ ...samplePlateResult(), status: "cancelled", wells })).toEqual(["ohcs resume /data/demo_openhcs"]);
});

test("after success it says nothing", () => {
  expect(commands({ ...samplePlateResult(), status: "complete", wells: { A01: sampleWell("A01") } })).toEqual([]);
});

test("folders are one word of a shell, whatever they are called", () => {
  const named = (outputRoot: string) => commands({ ...samplePlateResult(), outputRoot })[0];
  expect([named("/data/my plate"), named("/data/$(rm)"), named("/data/it's")]).toEqual([
    "ohcs why '/data/my plate' A02",
    "ohcs why '/data/$(rm)' A02",
    "ohcs why '/data/it'\\''s' A02",
  ]);
});
