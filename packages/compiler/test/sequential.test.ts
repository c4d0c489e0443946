import { type Component, type PipelineSpec, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { contextsOf, inputOf, manifestOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, segmentNuclei, measureObjects, assembleTiles, tilePositions } = functions;
const manifest = manifestOf({ wells: ["A01"], timepoints: 10 });
const project = step("project", { func: maxProjection() });

function passesOf(steps: PipelineSpec["steps"], sequentialComponents: readonly Component[]) {
  const { plate, diagnostics } = compilePlate({
    ...inputOf(steps, { manifest }),
    pipeline: { name: "p", steps, sequentialComponents },
  });
  if (plate === null) throw new Error(JSON.stringify(diagnostics));
  const plans = plate.phases.first()?.contexts.first()?.stepPlans.toArray() ?? [];
  return plans.map(({ groups }) => groups.toArray().map(({ key, pass }) => `${key} ${pass}`));
}

test("every combination of sequential components is a pass, the first component slowest, numbers by value", () => {
  const [passes = []] = passesOf([project], ["timepoint", "channel"]);
  expect(passes).toHaveLength(40);
  expect(passes).toContain("s001_w1_t001 0");
  expect(passes).toContain("s002_w2_t001 1");
  expect(passes).toContain("s001_w1_t002 2");
  expect(passes).toContain("s001_w2_t010 19");
  const [other = []] = passesOf([project], ["channel", "timepoint"]);
  expect(other).toContain("s001_w1_t010 9");
  expect(other).toContain("s001_w2_t001 10");
});

test("a group waits for the last pass that it reads, even if it selects channels or stacks sites", () => {
  const steps = [
    project,
    step("segment", {
      func: segmentNuclei(),
      inputs: { image: { from: "step:project", channel: "2" } },
      emits: ["labels:nuclei"],
    }),
    step("measure", {
      func: measureObjects(),
      inputs: { dna: { from: "step:project", channel: "1" }, labels: "labels:nuclei" },
    }),
    step("places", { func: tilePositions(), inputs: { image: { from: "step:project", channel: "1" } } }),
    step("stitch", { func: assembleTiles(), inputs: { image: "step:project", positions: "json:positions" } }),
  ];
  const [, segment, measure, places, stitch] = passesOf(steps, ["channel"]);
  expect(segment?.slice(0, 2)).toEqual(["s001_t001 1", "s001_t002 1"]);
  expect(measure?.slice(0, 2)).toEqual(["s001_t001 1", "s001_t002 1"]);
  expect(places?.slice(0, 1)).toEqual(["t001 0"]);
  expect(stitch?.filter((one) => one.includes("t001"))).toEqual(["w1_t001 0", "w2_t001 1"]);
});

test("without sequential components there is one pass, and the order changes no fingerprint", () => {
  expect(
    passesOf([project], [])
      .flat()
      .every((text) => text.endsWith(" 0")),
  ).toBe(true);
  const fingerprints = ([[], ["timepoint"]] as const).map((sequentialComponents) => {
    const { plate } = compilePlate({
      ...inputOf([project], { manifest }),
      pipeline: { name: "p", steps: [project], sequentialComponents },
    });
    return plate?.phases.first()?.contexts.first()?.fingerprint;
  });
  expect(fingerprints[0]).toBe(fingerprints[1]);
  expect(contextsOf([project], { manifest })[0]?.fingerprint).toBe(fingerprints[0]);
});

test("an invalid sequential component is reported", () => {
  const pipeline = { name: "p", steps: [project], sequentialComponents: ["time"] } as unknown as PipelineSpec;
  expect(problemsOf([project], { pipeline })).toMatchObject([{ code: "PIPELINE_INVALID" }]);
});
