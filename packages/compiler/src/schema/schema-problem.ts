import type { OutputUnit } from "@cfworker/json-schema";
import { describeFailed, describeSchema, showValue } from "./describe-schema.ts";
import { isMembers, type SchemaNode } from "./schema-node.ts";

/** One mismatch of a value with its schema. */
export interface SchemaProblem {
  /** Members and indexes from the root of the value. */
  readonly path: readonly (string | number)[];
  readonly reason: "unknown" | "missing" | "invalid";
  readonly expected: string;
  readonly got: string;
  /** For unknown members: the known names. */
  readonly known: readonly string[];
}

type Path = SchemaProblem["path"];

/** The value and schema of the units. */
interface Checked {
  readonly schema: SchemaNode;
  readonly value: unknown;
}

/** Units that only state that one of the following units failed. */
const CONTAINERS: ReadonlySet<string> = new Set(
  "properties patternProperties additionalProperties items additionalItems allOf if $ref".split(" "),
);
/** Units that are reported as a whole: the following units state why the parts failed. */
const WHOLES: ReadonlySet<string> = new Set(["anyOf", "oneOf", "contains", "propertyNames"]);

/**
 * The units of a validator as problems, one for each mismatch between a place in the value and a part of the schema.
 */
export function problemsOf(schema: SchemaNode, value: unknown, units: readonly OutputUnit[]): readonly SchemaProblem[] {
  if (units.length === 0) return [];
  const problems = translated(units, { schema, value });
  const distinct = [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
  const wrong = distinct.filter(({ reason }) => reason === "invalid");
  const reported = distinct.filter(({ path }) => !wrong.some((outer) => isInside(path, outer.path)));
  const orders = new Map(reported.map((problem) => [problem, orderOf(problem.path, value)]));
  return reported.toSorted((a, b) => compareOrders(orders.get(a) ?? [], orders.get(b) ?? []));
}

/** The position of a place in the value, level by level; missing members come first. */
function orderOf(path: Path, value: unknown): readonly number[] {
  let part = value;
  return path.map((key) => {
    const members = part;
    part =
      isMembers(members) || Array.isArray(members) ? (members as Readonly<Record<string, unknown>>)[key] : undefined;
    return isMembers(members) ? Object.keys(members).indexOf(String(key)) : Number(key);
  });
}

function compareOrders(a: readonly number[], b: readonly number[]): number {
  const level = a.findIndex((order, i) => order !== b[i]);
  return level < 0 ? a.length - b.length : (a[level] ?? 0) - (b[level] ?? 0);
}

function isInside(path: Path, outer: Path): boolean {
  return path.length > outer.length && outer.every((part, i) => part === path[i]);
}

function translated(units: readonly OutputUnit[], checked: Checked): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (let i = 0; i < units.length; i++) {
    const [unit, next] = units.slice(i, i + 2);
    if (unit === undefined) break;
    if (WHOLES.has(unit.keyword)) {
      const inner = unitsInside(unit, units, i + 1);
      problems.push(...ofWhole(unit, inner, checked));
      i += inner.length;
    } else if (unit.keyword === "additionalProperties" && next?.keyword === "false") {
      problems.push(unknown(unit, next, checked));
      i++;
    } else if (!CONTAINERS.has(unit.keyword)) problems.push(...ofUnit(unit, checked));
  }
  return problems;
}

/**
 * The units from `start` on that follow from the parts of one: those of a schema `false` do not state their place in
 * the schema.
 */
function unitsInside({ keywordLocation }: OutputUnit, units: readonly OutputUnit[], start: number) {
  const isInner = (unit: OutputUnit | undefined) =>
    unit !== undefined && (unit.keyword === "false" || unit.keywordLocation.startsWith(`${keywordLocation}/`));
  let end = start;
  while (isInner(units[end])) end++;
  return units.slice(start, end);
}

/** None of several alternatives matches: the problems of the nearest one, which is the deepest, else the whole. */
function ofWhole(unit: OutputUnit, inner: readonly OutputUnit[], checked: Checked): readonly SchemaProblem[] {
  const { schema, path } = placeOf(unit, checked);
  const choices = unit.keyword === "anyOf" ? schema.anyOf : unit.keyword === "oneOf" ? schema.oneOf : undefined;
  const branches = (choices ?? []).map((_, i) => {
    return problemsOf(checked.schema, checked.value, unitsBelow(`${unit.keywordLocation}/${i}/`, inner));
  });
  // If an alternative has no problem, several match where only one may.
  const isNone = branches.every(({ length }) => length > 0);
  const deep = isNone ? branches.filter((all) => all.every((one) => one.path.length > path.length)) : [];
  return deep.toSorted((a, b) => a.length - b.length)[0] ?? ofUnit(unit, checked);
}

/** The units of one part of the schema, each with the following unit of a schema `false`. */
function unitsBelow(location: string, units: readonly OutputUnit[]): readonly OutputUnit[] {
  return units.filter((unit, i) => {
    const relevant = unit.keyword === "false" ? (units[i - 1] ?? unit) : unit;
    return relevant.keywordLocation.startsWith(location);
  });
}

function ofUnit(unit: OutputUnit, checked: Checked): readonly SchemaProblem[] {
  const { schema, path, value } = placeOf(unit, checked);
  if (unit.keyword === "required") return missing(schema, value, path);
  const expected = unit.keyword === "false" ? "nothing" : describeFailed(schema, unit.keyword);
  return [{ path, reason: "invalid", expected, got: showValue(value), known: [] }];
}

function missing({ required = [], properties = {} }: SchemaNode, value: unknown, path: Path): readonly SchemaProblem[] {
  const absent = required.filter((name) => !isMembers(value) || value[name] === undefined);
  return absent.map((name) => {
    const expected = describeSchema(properties[name] ?? {});
    return { path: [...path, name], reason: "missing", expected, got: "none", known: [] };
  });
}

function unknown(unit: OutputUnit, member: OutputUnit, checked: Checked): SchemaProblem {
  const { path } = placeOf(member, checked);
  const known = Object.keys(placeOf(unit, checked).schema.properties ?? {});
  const expected = known.length === 0 ? "nothing" : `one of '${known.join("', '")}'`;
  return { path, reason: "unknown", expected, got: `'${path.at(-1)}'`, known };
}

/** The part of the schema with the violated keyword, and the offending part of the value. */
function placeOf({ keyword, keywordLocation, instanceLocation }: OutputUnit, { schema, value }: Checked) {
  const names = keyword === "false" ? [] : namesIn(keywordLocation).slice(0, -1);
  const path: (string | number)[] = [];
  let part: unknown = value;
  for (const name of namesIn(instanceLocation)) {
    const key = Array.isArray(part) ? Number(name) : name;
    path.push(key);
    part = (part as Readonly<Record<string | number, unknown>> | null | undefined)?.[key];
  }
  return { schema: schemaAt(schema, names), path, value: part };
}

function schemaAt(root: SchemaNode, names: readonly string[]): SchemaNode {
  let node: unknown = root;
  for (const name of names) node = name === "$ref" ? root : (node as Readonly<Record<string, unknown>>)[name];
  return isMembers(node) ? node : {};
}

/** `#/properties/a~1b` → `["properties", "a/b"]` */
function namesIn(pointer: string): readonly string[] {
  const names = pointer.split("/").slice(1);
  return names.map((name) => decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~"));
}
