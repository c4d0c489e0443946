import { reduce, step } from "@ohcs/context";
import { expect, test } from "vitest";
import { functions } from "../../test/catalogue-fixture.ts";
import { inputOf } from "../../test/plate-fixture.ts";
import { compilePlate } from "../compile-plate.ts";
import { DEFAULT_CONFIG } from "../config/config-schema.ts";

const { maxProjection, countNuclei, mergeTables } = functions;
const count = step("count", {
  func: [maxProjection(), countNuclei()],
  inputs: { image: { from: "pipelineStart", channel: "1" } },
});

test("files of tables are joined where a step stores no more than a file of what the wells have", () => {
  const from = "table:counts";
  const reductions = [
    reduce("file", { from, func: mergeTables(), emits: { "table:file": "merged" } }),
    reduce("artifact", { from, func: mergeTables(), emits: { "artifact:all": "merged" } }),
    reduce("twice", { from, func: [mergeTables(), mergeTables()], emits: { "table:twice": "merged" } }),
  ];
  const config = { ...DEFAULT_CONFIG, parquet: true };
  const { plate } = compilePlate(inputOf([count, ...reductions], { config }));
  const contexts = plate?.phases
    .toArray()
    .flatMap(({ kind, contexts }) => (kind === "reduce" ? contexts.toArray() : []));
  const types = contexts?.flatMap(({ stepPlans }) =>
    stepPlans.toArray().map(({ stepName, stepType }) => [stepName, stepType]),
  );
  expect(Object.fromEntries(types ?? [])).toEqual({
    file: "join",
    artifact: "reduce",
    "twice-0": "reduce",
    "twice-1": "reduce",
    "merge-counts": "join",
    wells: "reduce",
    "store-counts.parquet": "join",
    "store-wells.parquet": "reduce",
  });
});
