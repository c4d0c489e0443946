import { type Schema, Validator } from "@cfworker/json-schema";
import { type Catalogue, catalogueOf } from "@ohcs/context";
import * as ownFunctions from "@ohcs/functions";
import { presets } from "@ohcs/functions/presets";
import { expect, test } from "vitest";
import { pipelineSchema } from "../pipeline/pipeline-schema.ts";
import type { SchemaNode } from "../schema/schema-node.ts";
import { type PublishedSchema, publishedConfigSchema, publishedPipelineSchema } from "./published-schemas.ts";

const catalogue: Catalogue = catalogueOf({ "@ohcs/functions": { ...ownFunctions } });
const published = publishedPipelineSchema(catalogue);

const text = (schema: PublishedSchema) => `${JSON.stringify(schema, null, 2)}\n`;

test("the shipped files equal the schemas of the code: vitest --update writes them", async () => {
  await expect(text(published)).toMatchFileSnapshot("../../schemas/pipeline.json");
  await expect(text(publishedConfigSchema())).toMatchFileSnapshot("../../schemas/config.json");
});

const validator = new Validator(JSON.parse(JSON.stringify(published)) as Schema, "7");
const isValid = (pipeline: unknown) => validator.validate(pipeline).valid;
const pipelineOf = (func: unknown, settings: object = {}) => ({ name: "n", steps: [{ name: "a", func, ...settings }] });

test.each(Object.keys(presets))("publishedPipelineSchema() accepts the preset '%s'", (name) => {
  expect(isValid(JSON.parse(JSON.stringify(presets[name])))).toBe(true);
});

test.each([
  ["a length in px", { use: "gaussianBlur", with: { sigma: 2 } }],
  ["a length in µm", { use: "gaussianBlur", with: { sigma: { um: 2 } } }],
  ["a chain", [{ use: "maxProjection" }, { use: "median", with: { size: 3 } }]],
  ["a dictionary", { "1": { use: "maxProjection" }, GFP: [{ use: "gaussianBlur" }] }],
  ["a user's function", { use: { module: "./mine.ts", export: "brighten" }, with: { by: 2 } }],
])("publishedPipelineSchema() accepts %s", (_, func) => {
  expect(isValid(pipelineOf(func))).toBe(true);
});

test("publishedPipelineSchema() accepts every field that a pipeline has", () => {
  expect(Object.keys(published.properties as object).toSorted()).toEqual(
    Object.keys(pipelineSchema.properties).toSorted(),
  );
  const func = { use: "maxProjection" };
  expect(isValid({ ...pipelineOf(func), per: ["timepoint"], sequentialComponents: ["channel"] })).toBe(true);
});

test.each([
  ["an unknown function", { use: "gausianBlur" }],
  ["an unknown parameter", { use: "gaussianBlur", with: { sgima: 1 } }],
  ["a parameter out of range", { use: "gaussianBlur", with: { sigma: -1 } }],
  ["an invalid unit", { use: "gaussianBlur", with: { sigma: { mm: 1 } } }],
  ["a reduction's function in a step", { use: "mergeTables" }],
])("publishedPipelineSchema() refuses %s", (_, func) => {
  expect(isValid(pipelineOf(func))).toBe(false);
});

test("every parameter of every function has a description in the schema", () => {
  const definitions = published.definitions as unknown as Record<string, { properties: { with: SchemaNode } }>;
  const bare = catalogue.entries.flatMap(({ declaration: { name } }) =>
    Object.entries(definitions[name]?.properties.with.properties ?? {})
      .filter(([, parameter]) => (parameter.description ?? "").length < 5)
      .map(([parameter]) => `${name} ${parameter}`),
  );
  expect(bare).toEqual([]);
});

test("every field of a configuration has a description and a default", () => {
  const { properties } = publishedConfigSchema() as unknown as { properties: Record<string, SchemaNode> };
  const { $schema: _, plates, zarr, tiff, ...fields } = properties;
  for (const one of [fields, zarr?.properties ?? {}, tiff?.properties ?? {}].flatMap((all) => Object.entries(all))) {
    expect(one[1].description, one[0]).toMatch(/\.$/);
    expect(one[1], one[0]).toHaveProperty("default");
  }
  expect(plates?.description).toMatch(/plates/);
});
