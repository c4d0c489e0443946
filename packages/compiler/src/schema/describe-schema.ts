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

/** The values that a schema allows, in words: `a number ≥ 0 and ≤ 1`. */
export function describeSchema(schema: SchemaNode): string {
  if (schema.const !== undefined) return showValue(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(showValue).join(" or ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return [...new Set(choices.map(describeSchema))].join(" or ");
  const types = [schema.type ?? []].flat().map((type) => typeNames[type] ?? type);
  const limits = [...limitsOf(schema), ...exclusions(schema)];
  const what = types.length === 0 ? "a value" : types.join(" or ");
  return limits.length === 0 ? what : `${what} ${limits.join(" and ")}`;
}

const SAID: ReadonlySet<string> = new Set(
  `type const enum anyOf oneOf not minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern
  minItems maxItems uniqueItems`.split(/\s+/),
);

/** The values that a schema allows, with the violated keyword if the words do not include it. */
export function describeFailed(schema: SchemaNode, keyword: string): string {
  const words = describeSchema(schema);
  return SAID.has(keyword)
    ? words
    : `${words} with '${keyword}' ${showValue(Object.entries(schema).find(([name]) => name === keyword)?.[1])}`;
}

/** A value as quoted in messages: shortened JSON. */
export function showValue(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "number") return String(value);
  const text = typeof value === "string" ? `'${value}'` : (JSON.stringify(value) ?? String(value));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function limitsOf(schema: SchemaNode): string[] {
  return [...numberLimits(schema), ...lengthLimits(schema)];
}

/** `not a multiple of 2`; schemas with more than limits are described in full. */
function exclusions({ not }: SchemaNode): string[] {
  if (not === undefined) return [];
  const limits = limitsOf(not);
  return [`not ${not.type === undefined && limits.length > 0 ? limits.join(" and ") : describeSchema(not)}`];
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
  const form = schema.pattern === undefined ? [] : [`of the form ${schema.pattern}`];
  return [...lengths, ...form, ...(schema.uniqueItems === true ? ["without repetition"] : [])];
}
