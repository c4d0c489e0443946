import { Kind, type TSchema } from "@sinclair/typebox";
import { Value } from "@sinclair/typebox/value";
import type { NgffVersion } from "../model/version.ts";
import { isJsonObject, printed, type Report } from "../rules/collect-violations.ts";
import type { RuleId } from "../rules/rules.ts";

/** Reports every place where a value does not have the form of its schema, once, by the rule nearest to it. */
export function checkForm(schema: TSchema, value: unknown, pointer: string, report: Report): void {
  const seen = new Set<string>();
  for (const error of Value.Errors(schema, value)) {
    if (seen.has(error.path)) continue;
    seen.add(error.path);
    const message = `expected ${expectationOf(error.schema)}, got ${printed(error.value)}`;
    report(ruleAt(schema, error.path), `${pointer}${error.path}`, message);
  }
}

/** The rule of the innermost schema with one on the way to a place. */
function ruleAt(schema: TSchema, pointer: string): RuleId {
  let at: TSchema | undefined = schema;
  let rule: RuleId = "metadata/form";
  for (const segment of pointer.split("/")) {
    if (segment !== "") at = at?.items ?? at?.properties?.[segment];
    rule = at?.rule ?? rule;
  }
  return rule;
}

function expectationOf(schema: TSchema): string {
  if (schema.expected) return schema.expected;
  switch (schema[Kind]) {
    case "Array":
      return `a list${items(schema.minItems, schema.maxItems)}`;
    case "Integer":
      return `an integer${range(schema.minimum, schema.maximum)}`;
    case "Literal":
      return printed(schema.const);
    default:
      return schema[Kind] === "Object" ? "an object" : `a ${schema[Kind].toLowerCase()}`;
  }
}

function items(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return "";
  if (most === undefined) return ` of at least ${least}`;
  return least === most ? ` of ${least}` : ` of ${least} to ${most}`;
}

function range(least: number | undefined, most: number | undefined): string {
  if (least === undefined) return "";
  return most === undefined ? ` of at least ${least}` : ` of ${least} to ${most}`;
}

/** Reports each item whose key occurred before; items without a key are skipped. */
export function checkDuplicates(
  keys: readonly unknown[],
  { what, rule, pointer }: { readonly what: string; readonly rule: RuleId; readonly pointer: string },
  report: Report,
): void {
  const first = new Map<string, number>();
  for (const [index, key] of keys.entries()) {
    if (key === undefined) continue;
    const text = JSON.stringify(key);
    const before = first.get(text);
    if (before === undefined) first.set(text, index);
    else
      report(rule, `${pointer}/${index}`, `expected each ${what} once, got ${printed(key)} again after item ${before}`);
  }
}

/** Reports a member that an object lacks. */
export function checkStated(rule: RuleId, object: unknown, key: string, pointer: string, report: Report): void {
  if (isJsonObject(object) && object[key] === undefined) report(rule, pointer, `expected '${key}', got nothing`);
}

/** Reports a wrong `version`, and one that is missing where 0.4 requires it. */
export function checkVersionStated(object: unknown, version: NgffVersion, pointer: string, report: Report): void {
  if (!isJsonObject(object)) return;
  const stated = object.version;
  if (stated === undefined && version === "0.4") report("version/stated", pointer, "expected 'version', got nothing");
  if (stated !== undefined && stated !== version)
    report("version/consistent", `${pointer}/version`, `expected '${version}', got ${printed(stated)}`);
}
