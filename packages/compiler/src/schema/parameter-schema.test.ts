import { lengthParameter, NO_PARAMETERS, Type } from "@ohcs/context";
import * as functions from "@ohcs/functions";
import { expect, test } from "vitest";
import { configFileSchema } from "../config/config-schema.ts";
import { pipelineSchema } from "../pipeline/pipeline-schema.ts";
import { schemaFaults } from "./check-value.ts";

const parametersOf = Object.entries(functions).flatMap(([name, value]) =>
  "declaration" in value ? [[name, value.declaration.params] as const] : [],
);

test.each([
  ...parametersOf,
  ["no parameters", NO_PARAMETERS],
  ["the configuration", configFileSchema],
  ["the pipeline", pipelineSchema],
  ["a tuple", Type.Object({ size: Type.Tuple([Type.Integer(), Type.Integer()]), sigma: lengthParameter() })],
  ["a condition", JSON.parse('{ "if": { "type": "string" }, "then": { "minLength": 1 }, "else": { "not": {} } }')],
] as readonly (readonly [string, unknown])[])("the schema of %s is fully enforced", (_, schema) => {
  expect(schemaFaults(schema)).toEqual([]);
});

test.each([
  [{ size: { type: "integer", odd: true } }, "properties.size.odd", "unknown"],
  [{ size: { type: "integer", nott: { multipleOf: 2 } } }, "properties.size.nott", "unknown"],
  [{ size: { $ref: "#/definitions/size" } }, "properties.size.$ref", "unknown"],
  [{ sizes: { type: "array", prefixItems: [{}] } }, "properties.sizes.prefixItems", "unknown"],
  [{ sizes: { items: [{ minimun: 1 }] } }, "properties.sizes.items.0.minimun", "unknown"],
  [
    { size: { anyOf: [{ type: "null" }, { unevaluatedProperties: false }] } },
    "properties.size.anyOf.1.unevaluatedProperties",
    "unknown",
  ],
  [{ size: { type: "int" } }, "properties.size.type", "invalid"],
  [{ size: { minimum: "1" } }, "properties.size.minimum", "invalid"],
  [{ size: { multipleOf: 0 } }, "properties.size.multipleOf", "invalid"],
  [{ name: { type: "string", pattern: "(" } }, "properties.name.pattern", "invalid"],
  [{ name: { type: "string", format: "colour" } }, "properties.name.format", "invalid"],
  [{ name: { else: { minLength: 1 } } }, "properties.name", "invalid"],
  [{ size: { type: "number", "x-ohcs": "ohcs:angle" } }, "properties.size.x-ohcs", "invalid"],
])("a parameter schema with %j is refused at %s", (properties, path, reason) => {
  expect(schemaFaults({ type: "object", properties }).map((fault) => [fault.path.join("."), fault.reason])).toEqual([
    [path, reason],
  ]);
});
