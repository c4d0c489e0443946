import { presets } from "@ohcs/functions/presets";
import { expect, test } from "vitest";
import { checkValue } from "../schema/check-value.ts";
import type { SchemaNode } from "../schema/schema-node.ts";
import { pipelineSchema } from "./pipeline-schema.ts";

/** The schema as plain JSON, for editors. */
const schema: SchemaNode = JSON.parse(JSON.stringify(pipelineSchema));

test.each(Object.keys(presets))("pipelineSchema as plain JSON accepts the preset '%s'", (name) => {
  expect(checkValue(schema, presets[name])).toEqual([]);
});

const pipelineWith = (step: object) => ({ name: "n", steps: [{ name: "a", func: { use: "f" }, ...step }] });

test("pipelineSchema accepts all forms of a pattern, and reductions", () => {
  for (const func of [
    { use: "f" },
    [{ use: "f" }, { use: { module: "m", export: "g" } }],
    { "1": { use: "f" }, "2": [{ use: "g" }] },
  ])
    expect(checkValue(schema, pipelineWith({ func }))).toEqual([]);
  expect(
    checkValue(schema, pipelineWith({ kind: "reduce", from: "table:x", with: { map: { file: "m.csv" } } })),
  ).toEqual([]);
});

test.each([
  [{ groupBy: "well" }],
  [{ emits: ["mask:x"] }],
  [{ name: "a/b" }],
  [{ wellFilter: [] }],
  [{ retries: 1.5 }],
  [{ dtype: "int8" }],
  [{ kind: "reduce" }],
])("pipelineSchema refuses %o", (step) => {
  expect(checkValue(schema, pipelineWith(step))).not.toEqual([]);
});
