import { encodeContext, formatWellId, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, manifestOf } from "./plate-fixture.ts";

const { maxProjection, gaussianBlur, subtractOffset, segmentNuclei, measureObjects, countNuclei } = functions;

/** Eight steps on 9 sites × 4 channels. */
const steps = [
  step("project", { func: maxProjection() }),
  step("correct", { func: [subtractOffset(), subtractOffset()] }),
  step("smooth", { func: gaussianBlur({ sigma: { um: 1 } }) }),
  step("segment", {
    func: segmentNuclei(),
    inputs: { image: { from: "step:smooth", channel: "1" } },
    emits: ["labels:nuclei"],
  }),
  step("measure", {
    func: measureObjects(),
    inputs: {
      a: { from: "step:correct", channel: "2" },
      b: { from: "step:correct", channel: "3" },
      labels: "labels:nuclei",
    },
    emits: ["table:nuclei"],
  }),
  step("count", {
    func: countNuclei(),
    inputs: { image: { from: "step:smooth", channel: "1" } },
    emits: ["table:counts"],
  }),
  step("sharpen", {
    func: { "1": gaussianBlur(), "2": [gaussianBlur(), gaussianBlur()] },
    unlisted: "pass",
    inputs: { image: "step:correct" },
  }),
  step("last", { func: gaussianBlur() }),
];

function plateOf(wells: number) {
  const names = Array.from({ length: wells }, (_, i) => formatWellId(Math.floor(i / 48), i % 48));
  return manifestOf({ wells: names, sites: 9, channels: ["DAPI", "GFP", "RFP", "Cy5"], planes: 1 });
}

test("1536 wells × 9 sites × 4 channels × 8 steps share one template, rows AA to AF included, within 64 KiB on the wire", () => {
  const { diagnostics, plate } = compilePlate(inputOf(steps, { manifest: plateOf(1536) }));
  expect(diagnostics).toEqual([]);
  const [wells = [], tables = []] = plate?.phases.toArray().map(({ contexts }) => contexts.toArray()) ?? [];
  expect(wells.length).toBe(1536);
  expect(wells.slice(-2).map(({ axisId }) => axisId)).toEqual(["AF47", "AF48"]);
  expect(new Set(wells.map(({ stepPlans }) => stepPlans)).size).toBe(1);
  const sizes = [...wells.slice(-8), ...tables].map((context) => encodeContext(context).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(64 * 1024);
}, 60_000);
