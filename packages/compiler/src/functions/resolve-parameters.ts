import { type Calibration, type FunctionDeclaration, type Json, LENGTH_FORMAT } from "@ohcs/context";
import { type Finding, nearestHint } from "../findings/findings.ts";
import { checkValue, schemaFaults } from "../schema/check-value.ts";
import { isMembers, type SchemaNode } from "../schema/schema-node.ts";
import type { SchemaProblem } from "../schema/schema-problem.ts";

/** Parameters ready for the function: complete, lengths in pixels. */
interface ResolvedParameters {
  readonly values: Readonly<Record<string, Json>>;
  /** The parameters that were given in µm. */
  readonly inUm: readonly string[];
  /** Each with the parameter it concerns in `where.parameter`. */
  readonly problems: readonly Finding[];
}

/** A declaration's schema for checking calls, and why it cannot be enforced. */
interface EnforcedSchema {
  readonly schema: SchemaNode;
  readonly faults: readonly Finding[];
}

/** Each declaration is checked once, however often it is called. */
const enforced = new WeakMap<FunctionDeclaration, EnforcedSchema>();

/**
 * Converts lengths, fills in defaults and checks the result against the function's schema. A schema that cannot be
 * fully enforced is the only reported problem, and no value is accepted.
 */
export function resolveParameters(
  declaration: FunctionDeclaration,
  given: Readonly<Record<string, unknown>>,
  calibration: Calibration,
): ResolvedParameters {
  const { schema, faults } = enforcedSchema(declaration);
  if (faults.length > 0) return { values: {}, inUm: [], problems: faults };
  const inUm = new Set<string>();
  const pixels = inPixels(schema, given, calibration, "", inUm);
  const lengths = calibration.pixelSizeUm === null ? inUm : new Set<string>();
  const values = fillDefaults(schema, pixels) as Readonly<Record<string, Json>>;
  const isUncalibrated = ({ path }: SchemaProblem) => lengths.has(path.join("."));
  const problems = checkValue(schema, values).filter((problem) => !isUncalibrated(problem));
  return {
    values,
    inUm: [...inUm],
    problems: [...[...lengths].map(uncalibrated), ...problems.map((problem) => parameterProblem(declaration, problem))],
  };
}

function enforcedSchema(declaration: FunctionDeclaration): EnforcedSchema {
  const known = enforced.get(declaration);
  if (known !== undefined) return known;
  const { name, params, gpu } = declaration;
  const faults = [params, gpu?.params ?? null].flatMap((schema) => (schema === null ? [] : schemaFaults(schema)));
  const judged = {
    schema: { ...params, additionalProperties: false },
    faults: faults.map((fault) => schemaFault(name, fault)),
  };
  enforced.set(declaration, judged);
  return judged;
}

function schemaFault(name: string, { path, reason, known, ...fault }: SchemaProblem): Finding {
  const isUnknown = reason === "unknown";
  const expected = isUnknown ? "a keyword that is enforced" : fault.expected;
  const { got } = fault;
  return {
    code: "FUNCTION_SCHEMA_INVALID",
    message: `Cannot use function '${name}': expected ${expected} at '${path.join(".")}' of its parameter schema, got ${got}`,
    expected,
    got,
    hint: isUnknown ? nearestHint(String(path.at(-1)), known) : null,
  };
}

/**
 * `{ um }` → pixels wherever the schema says length and the size of a pixel is known. Adds the parameters to `inUm`.
 */
function inPixels(
  schema: SchemaNode,
  value: unknown,
  calibration: Calibration,
  at: string,
  inUm: Set<string>,
): unknown {
  if (isLength(schema) && isMembers(value) && typeof value.um === "number") {
    inUm.add(at);
    return calibration.pixelSizeUm === null ? value : value.um / calibration.pixelSizeUm;
  }
  const within = (part: SchemaNode | undefined, item: unknown, name: string | number) =>
    inPixels(part ?? {}, item, calibration, at === "" ? String(name) : `${at}.${name}`, inUm);
  if (Array.isArray(value)) return value.map((item, i) => within(itemOf(schema, i), item, i));
  if (!isMembers(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, within(memberOf(schema, name), item, name)]),
  );
}

function isLength(schema: SchemaNode): boolean {
  return schema["x-ohcs"] === LENGTH_FORMAT || (schema.anyOf ?? []).some(isLength);
}

function memberOf({ properties = {} }: SchemaNode, name: string): SchemaNode | undefined {
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

function itemOf({ items }: SchemaNode, index: number): SchemaNode | undefined {
  return Array.isArray(items) ? (items as readonly SchemaNode[])[index] : (items as SchemaNode | undefined);
}

function uncalibrated(parameter: string): Finding {
  return {
    code: "CALIBRATION_UNKNOWN",
    message: `Cannot convert '${parameter}' from µm: the pixel size of the plate is unknown`,
    where: { parameter },
    expected: "a plate with a known pixel size",
    got: "none",
    hint: "Write the length in pixels, or state the pixel size with --pixel-size or 'pixelSizeUm' in the configuration",
  };
}

function parameterProblem({ name }: FunctionDeclaration, problem: SchemaProblem): Finding {
  const parameter = problem.path.join(".");
  const { expected, got } = problem;
  if (problem.reason !== "unknown") {
    const message = `Cannot use parameter '${parameter}' of '${name}': expected ${expected}, got ${got}`;
    return { code: "PARAMETER_INVALID", message, where: { parameter }, expected, got };
  }
  return {
    code: "PARAMETER_UNKNOWN",
    message: `Cannot use parameter '${parameter}': '${name}' has no such parameter`,
    where: { parameter },
    expected,
    got,
    hint: nearestHint(String(problem.path.at(-1)), problem.known),
  };
}

/** `value` with the schema's defaults where members are absent, at every depth. The value itself stays as it is. */
export function fillDefaults(schema: SchemaNode, value: unknown): Json {
  const filled = value === undefined ? schema.default : value;
  if (Array.isArray(filled)) return filled.map((item, i) => fillDefaults(itemSchema(schema, i), item));
  if (!isMembers(filled)) return filled as Json;
  const names = new Set([...Object.keys(filled), ...Object.keys(schema.properties ?? {})]);
  const members = [...names].map(
    (name) => [name, fillDefaults(schema.properties?.[name] ?? {}, filled[name])] as const,
  );
  return Object.fromEntries(members.filter(([, member]) => member !== undefined));
}

function itemSchema({ items }: SchemaNode, index: number): SchemaNode {
  const own: unknown = Array.isArray(items) ? items[index] : items;
  return isMembers(own) ? own : {};
}
