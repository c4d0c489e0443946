import { type PipelineSpec, reduce, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, countNuclei, mergeTables } = functions;

const image = { from: "step:project", channel: "1" } as const;
const project = step("project", { func: maxProjection() });
const count = step("count", { func: countNuclei(), inputs: { image } });
const scores = reduce("scores", {
  from: "table:wells",
  func: [mergeTables(), mergeTables()],
  emits: { "table:scores": "merged" },
});

function phaseOf(...entries: PipelineSpec["steps"]) {
  const { plate } = compilePlate(inputOf(entries));
  const phase = plate?.phases.find(({ name }) => name === "scores");
  return phase?.contexts.first()?.stepPlans.toArray() ?? [];
}

test("a reduction from 'table:wells' first summarizes the wells for itself, and stores no second summary", () => {
  const [summary, first, second] = phaseOf(project, count, scores);
  expect(summary?.inputs.toJS()).toEqual({
    counts: { source: "wells", kind: "table", step: 1, output: "table:counts" },
  });
  expect(summary?.outputs.get("table:wells")?.store).toBeNull();
  expect(first?.inputs.toJS()).toMatchObject({ table: { source: "step", step: 0, output: "table:wells" } });
  expect(second?.inputs.toJS()).toMatchObject({ table: { source: "step", step: 1, output: "table:merged" } });
});

test("it summarizes the tables of earlier steps only, and comes after them", () => {
  const again = step("again", { func: countNuclei(), inputs: { image }, emits: { "table:more": "counts" } });
  const [summary] = phaseOf(project, count, scores, again);
  expect([...(summary?.inputs.keys() ?? [])]).toEqual(["counts"]);
});

test("an unknown table is still a mistake", () => {
  const wrong = reduce("scores", { from: "table:well", func: mergeTables() });
  expect(problemsOf([project, count, wrong])).toContainEqual(expect.objectContaining({ code: "OUTPUT_MISSING" }));
});
