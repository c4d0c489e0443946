import { type PipelineSpec, reduce, step } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { compilePlate } from "../src/compile-plate.ts";
import { DEFAULT_CONFIG } from "../src/config/config-schema.ts";
import { functions } from "./catalogue-fixture.ts";
import { inputOf, problemsOf } from "./plate-fixture.ts";

const { maxProjection, countNuclei, mergeTables, summarizeWells } = functions;

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

describe("a reduction that needs columns of the plate map", () => {
  const needing = { ...scores, needs: ["role", "Dose"] };
  const mapOf = (...columns: readonly string[]) => {
    return { sha256: "ab", table: { columns: ["well", ...columns], rows: [["A01", ...columns.map(() => 1)]] } };
  };
  const namesOf = (settings: Parameters<typeof inputOf>[1]) => {
    const { plate, diagnostics } = compilePlate(inputOf([project, count, needing], settings));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    return plate?.phases.map(({ name }) => name);
  };

  test("is compiled where the map has all of them, however they are written", () => {
    expect(namesOf({ plateMap: mapOf("Metadata_Role", "dose") })).toContain("scores");
  });

  test("is left out without a map, with one that lacks a column, and where wells have several rows", () => {
    expect(namesOf({})).not.toContain("scores");
    expect(namesOf({ plateMap: mapOf("role") })).not.toContain("scores");
    const config = { ...DEFAULT_CONFIG, per: ["timepoint"] as const };
    expect(namesOf({ plateMap: mapOf("role", "dose"), config })).not.toContain("scores");
  });

  test("finds them in the map that another reduction names", () => {
    const mapped = reduce("mapped", {
      from: "table:counts",
      with: { map: { file: "map.csv" } },
      func: summarizeWells(),
      emits: { "table:mine": "wells" },
    });
    const names = ["mapped", "scores"].map((name) => {
      const { plate } = compilePlate(
        inputOf([project, count, mapped, needing], { supplied: { "map.csv": mapOf("role", "dose") } }),
      );
      return plate?.phases.some((phase) => phase.name === name);
    });
    expect(names).toEqual([true, true]);
  });
});
