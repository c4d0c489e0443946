import type { PhaseResult } from "@ohcs/context";
import { expect, test } from "vitest";
import { samplePlateResult, sampleWell } from "../../test/sample-run.ts";
import { exitCodeOf } from "./exit-code-of.ts";

const plate = samplePlateResult();
const failed = sampleWell("A02", { status: "error" });
const reduction: PhaseResult = {
  name: "tables",
  kind: "reduce",
  status: "failed",
  contributors: [],
  excluded: [],
  artifacts: [],
  result: null,
};

test("exitCodeOf() is 0 where all wells succeeded or were skipped", () => {
  expect(
    exitCodeOf({ ...plate, wells: { A01: sampleWell("A01"), A02: sampleWell("A02", { status: "skipped" }) } }),
  ).toBe(0);
});

test("exitCodeOf() is 3 where some wells failed or were cancelled, or a reduction failed", () => {
  expect(exitCodeOf({ ...plate, wells: { A01: sampleWell("A01"), A02: failed } })).toBe(3);
  expect(
    exitCodeOf({ ...plate, wells: { A01: sampleWell("A01"), A02: sampleWell("A02", { status: "cancelled" }) } }),
  ).toBe(3);
  expect(exitCodeOf({ ...plate, wells: { A01: sampleWell("A01") }, phases: [reduction] })).toBe(3);
});

test("exitCodeOf() is 4 where every well failed", () => {
  expect(exitCodeOf({ ...plate, wells: { A02: failed } })).toBe(4);
});
