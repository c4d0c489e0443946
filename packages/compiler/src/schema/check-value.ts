import { describeSchema, showValue } from "./describe-schema.ts";
import { isMembers, type SchemaNode } from "./schema-node.ts";

/** One disagreement of a value with its schema. */
export interface SchemaProblem {
  /** Members and indexes from the root of the value. */
  readonly path: readonly (string | number)[];
  readonly reason: "unknown" | "missing" | "invalid";
  readonly expected: string;
  readonly got: string;
  /** For unknown members: the names that exist beside them. */
  readonly known: readonly string[];
}

type Path = SchemaProblem["path"];

/** Every disagreement of `value` with `schema`, in the order of the value. */
export function checkValue(schema: SchemaNode, value: unknown, path: Path = []): readonly SchemaProblem[] {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return checkChoices(schema, choices, value, path);
  if (!isAllowed(schema, value)) return [invalid(path, describeSchema(schema), value)];
  const parts = schema.allOf?.flatMap((part) => checkValue(part, value, path)) ?? [];
  if (Array.isArray(value)) return [...parts, ...checkItems(schema, value, path)];
  return isMembers(value) ? [...parts, ...checkMembers(schema, value, path)] : parts;
}

/** Of several shapes none fits: the problems of the one that comes nearest by going deepest, else the whole. */
function checkChoices(schema: SchemaNode, choices: readonly SchemaNode[], value: unknown, path: Path) {
  const tried = choices.map((choice) => checkValue(choice, value, path));
  if (tried.some((problems) => problems.length === 0)) return [];
  const inside = tried.filter((problems) => problems.every((problem) => problem.path.length > path.length));
  return inside.toSorted((a, b) => a.length - b.length)[0] ?? [invalid(path, describeSchema(schema), value)];
}

function isAllowed(schema: SchemaNode, value: unknown): boolean {
  if (schema.const !== undefined && value !== schema.const) return false;
  if (schema.enum !== undefined && !schema.enum.includes(value)) return false;
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.some((type) => hasType(type, value))) return false;
  if (typeof value === "number") return isInRange(schema, value);
  if (typeof value === "string") return isText(schema, value);
  return !Array.isArray(value) || isLength(schema, value);
}

function hasType(type: string, value: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isMembers(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "number") return Number.isFinite(value);
  return typeof value === type;
}

function isInRange(schema: SchemaNode, value: number): boolean {
  const { minimum = -Infinity, maximum = Infinity, multipleOf } = schema;
  if (value < minimum || value > maximum) return false;
  if (value <= (schema.exclusiveMinimum ?? -Infinity) || value >= (schema.exclusiveMaximum ?? Infinity)) return false;
  return multipleOf === undefined || Number.isInteger(value / multipleOf);
}

function isText(schema: SchemaNode, value: string): boolean {
  if (value.length < (schema.minLength ?? 0) || value.length > (schema.maxLength ?? Infinity)) return false;
  return schema.pattern === undefined || new RegExp(schema.pattern, "u").test(value);
}

function isLength(schema: SchemaNode, value: readonly unknown[]): boolean {
  if (value.length < (schema.minItems ?? 0) || value.length > (schema.maxItems ?? Infinity)) return false;
  return schema.uniqueItems !== true || new Set(value.map((item) => JSON.stringify(item))).size === value.length;
}

function checkItems({ items }: SchemaNode, value: readonly unknown[], path: Path): readonly SchemaProblem[] {
  if (items === undefined) return [];
  return value.flatMap((item, i) => {
    const schema = isTuple(items) ? items[i] : items;
    return schema === undefined ? [] : checkValue(schema, item, [...path, i]);
  });
}

function isTuple(items: SchemaNode | readonly SchemaNode[]): items is readonly SchemaNode[] {
  return Array.isArray(items);
}

function checkMembers(schema: SchemaNode, value: Readonly<Record<string, unknown>>, path: Path) {
  const absent = (schema.required ?? []).filter((name) => value[name] === undefined);
  const missing = absent.map((name): SchemaProblem => {
    const expected = describeSchema(schema.properties?.[name] ?? {});
    return { path: [...path, name], reason: "missing", expected, got: "none", known: [] };
  });
  const members = Object.keys(value).filter((name) => value[name] !== undefined);
  return [...missing, ...members.flatMap((name) => checkMember(schema, name, value[name], path))];
}

function checkMember(schema: SchemaNode, name: string, value: unknown, path: Path): readonly SchemaProblem[] {
  const own = memberSchema(schema, name);
  if (own !== null) return checkValue(own, value, [...path, name]);
  const known = Object.keys(schema.properties ?? {});
  const expected = known.length === 0 ? "nothing" : `one of '${known.join("', '")}'`;
  return [{ path: [...path, name], reason: "unknown", expected, got: `'${name}'`, known }];
}

/** The schema of a member; null where the member may not be. */
function memberSchema(schema: SchemaNode, name: string): SchemaNode | null {
  const { properties = {}, patternProperties = {}, additionalProperties = true } = schema;
  if (Object.hasOwn(properties, name)) return properties[name] ?? null;
  const pattern = Object.keys(patternProperties).find((key) => new RegExp(key, "u").test(name));
  if (pattern !== undefined) return patternProperties[pattern] ?? null;
  if (typeof additionalProperties === "object") return additionalProperties;
  return additionalProperties ? {} : null;
}

function invalid(path: Path, expected: string, value: unknown): SchemaProblem {
  return { path, reason: "invalid", expected, got: showValue(value), known: [] };
}
