import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { LENGTH_FORMAT } from "@ohcs/context";
import type { SchemaNode } from "./schema-node.ts";
import { problemsOf, type SchemaProblem } from "./schema-problem.ts";

/** Validators by schema: a schema is compiled once, for any number of values. */
const validators = new WeakMap<SchemaNode, Validator>();

/** Every mismatch of `value` with `schema`; `path` is its place in a larger value. */
export function checkValue(
  schema: SchemaNode,
  value: unknown,
  path: SchemaProblem["path"] = [],
): readonly SchemaProblem[] {
  const problems = problemsOf(schema, value, unitsOf(validatorFor(schema), value));
  return path.length === 0 ? problems : problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] }));
}

function validatorFor(schema: SchemaNode): Validator {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  // A copy: the validator adds marks to schemas, which may be frozen. Identifiers are not needed and may clash.
  const copy = JSON.parse(JSON.stringify(schema), (key, member: unknown) =>
    key === "$id" && typeof member === "string" ? undefined : member,
  ) as Schema;
  const validator = new Validator(copy, "7", false);
  validators.set(schema, validator);
  return validator;
}

/**
 * A value that is not JSON (NaN, a function) must not match any non-trivial schema: it is replaced by neither a list
 * nor an object.
 */
function unitsOf(validator: Validator, value: unknown): readonly OutputUnit[] {
  const asObject = jsonOf(value, {});
  const { errors } = validator.validate(asObject.json);
  return asObject.isWhole ? errors : [...errors, ...validator.validate(jsonOf(value, []).json).errors];
}

/** The value as JSON, without undefined members; values that JSON cannot represent are replaced. */
function jsonOf(value: unknown, replacement: unknown): { readonly json: unknown; readonly isWhole: boolean } {
  let isWhole = true;
  const copy = (part: unknown): unknown => {
    if (part === null || typeof part === "string" || typeof part === "boolean" || Number.isFinite(part)) return part;
    if (Array.isArray(part)) return Array.from(part, copy);
    if (typeof part === "object") return Object.fromEntries(membersOf(part).map(([name, own]) => [name, copy(own)]));
    isWhole = false;
    return replacement;
  };
  return { json: copy(value), isWhole };
}

/** Lone surrogates cannot appear in the validator's pointers. */
function membersOf(value: object): [string, unknown][] {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return members.map(([name, member]) => [name.replaceAll(/[\ud800-\udfff]/gu, "\ufffd"), member]);
}

const node = { $ref: "#" };

const nodes = { type: "array", items: node, minItems: 1 };

const members = { type: "object", additionalProperties: node };

const texts = { type: "array", items: { type: "string" }, uniqueItems: true };

const pattern = { type: "string", format: "regex" };

const type = { enum: ["array", "boolean", "integer", "null", "number", "object", "string"] };

/** The formats that are checked: others would not be enforced. */
const FORMATS = "date date-time duration email hostname ipv4 ipv6 json-pointer regex time uri uri-reference uuid";

/** The schema of parameter schemas: exactly the keywords of JSON Schema (draft 7) that are enforced here. */
const PARAMETER_SCHEMA: SchemaNode = {
  type: ["object", "boolean"],
  properties: {
    ...each("$id $schema $comment title description", { type: "string" }),
    ...each("readOnly writeOnly deprecated uniqueItems", { type: "boolean" }),
    ...each("default const", {}),
    ...each("enum examples", { type: "array" }),
    ...each("anyOf oneOf allOf", nodes),
    ...each("not if then else additionalItems contains additionalProperties propertyNames", node),
    ...each("minimum maximum exclusiveMinimum exclusiveMaximum", { type: "number" }),
    ...each("minLength maxLength minItems maxItems minProperties maxProperties", { type: "integer", minimum: 0 }),
    ...each("multipleOf", { type: "number", exclusiveMinimum: 0 }),
    ...each("type", { anyOf: [type, { type: "array", items: type, minItems: 1 }] }),
    pattern,
    format: { enum: FORMATS.split(" ") },
    items: { anyOf: [node, nodes] },
    required: texts,
    properties: members,
    patternProperties: { ...members, propertyNames: pattern },
    "x-ohcs": { const: LENGTH_FORMAT },
  },
  // Each of these keywords has no effect without another one.
  dependencies: { ...each("then else", ["if"]), ...each("additionalItems", ["items"]) },
  additionalProperties: false,
};

/** Reasons why a schema cannot be fully enforced: unsupported keywords, and known ones with invalid values. */
export function schemaFaults(schema: unknown): readonly SchemaProblem[] {
  return checkValue(PARAMETER_SCHEMA, schema);
}

/** The same for each of several keywords. */
function each<Part>(keywords: string, part: Part): Readonly<Record<string, Part>> {
  return Object.fromEntries(keywords.split(" ").map((keyword) => [keyword, part]));
}
