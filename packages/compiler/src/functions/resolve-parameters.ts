import { type Calibration, type FunctionDeclaration, type Json, LENGTH_FORMAT } from "@ohcs/context";
import type { Finding } from "../findings/findings.ts";
import { nearestHint } from "../findings/nearest-name.ts";
import { checkValue, type SchemaProblem } from "../schema/check-value.ts";
import { fillDefaults } from "../schema/fill-defaults.ts";
import { isMembers, type SchemaNode } from "../schema/schema-node.ts";

/** Parameters ready for the function: complete, lengths in pixels. */
export interface ResolvedParameters {
  readonly values: Readonly<Record<string, Json>>;
  /** Each with the parameter it concerns in `where.parameter`. */
  readonly problems: readonly Finding[];
}

/** Converts lengths, fills in defaults and checks the result against the function's schema. */
export function resolveParameters(
  declaration: FunctionDeclaration,
  given: Readonly<Record<string, unknown>>,
  calibration: Calibration,
): ResolvedParameters {
  const schema: SchemaNode = { ...declaration.params, additionalProperties: false };
  const lengths = new Set<string>();
  const pixels = inPixels(schema, given, calibration, "", lengths);
  const values = fillDefaults(schema, pixels) as Readonly<Record<string, Json>>;
  const isUncalibrated = ({ path }: SchemaProblem) => lengths.has(path.join("."));
  const problems = checkValue(schema, values).filter((problem) => !isUncalibrated(problem));
  return {
    values,
    problems: [...[...lengths].map(uncalibrated), ...problems.map((problem) => parameterProblem(declaration, problem))],
  };
}

/** `{ um }` → pixels wherever the schema says length. Adds to `unknown` what the plate gives no pixel size for. */
function inPixels(
  schema: SchemaNode,
  value: unknown,
  calibration: Calibration,
  at: string,
  unknown: Set<string>,
): unknown {
  if (isLength(schema) && isMembers(value) && typeof value.um === "number") {
    if (calibration.pixelSizeUm !== null) return value.um / calibration.pixelSizeUm;
    unknown.add(at);
    return value;
  }
  const within = (part: SchemaNode | undefined, item: unknown, name: string | number) =>
    inPixels(part ?? {}, item, calibration, at === "" ? String(name) : `${at}.${name}`, unknown);
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
    message: `Cannot convert '${parameter}' from µm: expected a plate with a known pixel size, got none`,
    where: { parameter },
    expected: "a plate with a known pixel size",
    got: "none",
    hint: "Write the length in pixels, or state the pixel size when opening the plate",
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
    message: `Cannot use parameter '${parameter}': expected a parameter of '${name}', got ${got}`,
    where: { parameter },
    expected,
    got,
    hint: nearestHint(String(problem.path.at(-1)), problem.known),
  };
}
