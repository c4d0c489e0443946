import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import type { SchemaNode } from "./schema-node.ts";
import { problemsOf, type SchemaProblem } from "./schema-problem.ts";

/** Validators by schema: a schema is prepared once, however many values are checked against it. */
const validators = new WeakMap<SchemaNode, Validator>();

/** Every disagreement of `value` with `schema`; `path` is where in a larger value it stands. */
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
  // A copy: the validator leaves marks on schemas, which may be frozen. Identifiers are not needed and may clash.
  const copy = JSON.parse(JSON.stringify(schema), (key, member: unknown) =>
    key === "$id" && typeof member === "string" ? undefined : member,
  ) as Schema;
  const validator = new Validator(copy, "7", false);
  validators.set(schema, validator);
  return validator;
}

/** A value that is no JSON (NaN, a function) fits no schema that says anything: neither a list nor an object takes its place. */
function unitsOf(validator: Validator, value: unknown): readonly OutputUnit[] {
  const asObject = jsonOf(value, {});
  const { errors } = validator.validate(asObject.json);
  return asObject.isWhole ? errors : [...errors, ...validator.validate(jsonOf(value, []).json).errors];
}

/** The value as JSON holds it, members that are undefined left out; what it cannot hold is replaced. */
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

/** Halves of characters cannot stand in the pointers of the validator. */
function membersOf(value: object): [string, unknown][] {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return members.map(([name, member]) => [name.replaceAll(/[\ud800-\udfff]/gu, "\ufffd"), member]);
}
