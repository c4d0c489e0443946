import { LENGTH_FORMAT } from "@ohcs/context";
import { checkValue } from "./check-value.ts";
import type { SchemaNode } from "./schema-node.ts";
import type { SchemaProblem } from "./schema-problem.ts";

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
