import type { SchemaNode } from "./schema-node.ts";

const typeNames: Readonly<Record<string, string>> = {
  number: "a number",
  integer: "a whole number",
  string: "a text",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  null: "null",
};

/** What a schema allows, in words: `a number ≥ 0 and ≤ 1`. */
export function describeSchema(schema: SchemaNode): string {
  if (schema.const !== undefined) return showValue(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(showValue).join(" or ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(describeSchema))].join(" or ");
  const types = [schema.type ?? []].flat().map((type) => typeNames[type] ?? type);
  const limits = [...numberLimits(schema), ...lengthLimits(schema)];
  const what = types.length === 0 ? "a value" : types.join(" or ");
  return limits.length === 0 ? what : `${what} ${limits.join(" and ")}`;
}

/** A value as messages quote it: shortened JSON. */
export function showValue(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function numberLimits(schema: SchemaNode): string[] {
  const limits: [string, number | undefined][] = [
    ["≥", schema.minimum],
    [">", schema.exclusiveMinimum],
    ["≤", schema.maximum],
    ["<", schema.exclusiveMaximum],
    ["a multiple of", schema.multipleOf],
  ];
  return limits.flatMap(([sign, limit]) => (limit === undefined ? [] : [`${sign} ${limit}`]));
}

function lengthLimits(schema: SchemaNode): string[] {
  const limits: [string, number | undefined][] = [
    ["of at least", schema.minItems ?? schema.minLength],
    ["of at most", schema.maxItems ?? schema.maxLength],
  ];
  const unit = schema.type === "string" ? "characters" : "items";
  const lengths = limits.flatMap(([words, limit]) => (limit === undefined ? [] : [`${words} ${limit} ${unit}`]));
  return schema.pattern === undefined ? lengths : [...lengths, `of the form ${schema.pattern}`];
}
