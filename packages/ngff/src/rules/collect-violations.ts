import type { NgffVersion } from "../model/version.ts";
import { ngffRules, type Rule, type RuleId, type Severity } from "./rules.ts";

/** An object of parsed JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** What the severity of a violation depends on. */
export interface Weighing {
  readonly version: NgffVersion;
  /** Do violations of the specification's strict schemas count as `must`? */
  readonly strict: boolean;
  /** A single document, or part of a hierarchy? */
  readonly scope: "document" | "hierarchy";
}

/** One place where metadata violate a rule. */
export interface Violation {
  /** The document within the hierarchy: `A/1/zarr.json`; empty where a single document was validated. */
  readonly path: string;
  /** The place inside the document as a JSON pointer: `/plate/wells/0/path`; empty for the document as a whole. */
  readonly pointer: string;
  readonly rule: RuleId;
  readonly severity: Severity;
  /** What was expected and what was found. */
  readonly message: string;
}

/** Records that the value at `pointer` of a document violates a rule. */
export type Report = (rule: RuleId, pointer: string, message: string) => void;

/** The violations of one or several documents, in the order in which they are reported. */
export interface Collector {
  /** Reports about the document at this path. */
  at(path: string): Report;
  readonly violations: Violation[];
}

/** An empty collector that assigns severities. */
export function collectViolations(weighing: Weighing): Collector {
  const violations: Violation[] = [];
  return {
    violations,
    at: (path) => (rule, pointer, message) =>
      violations.push({ path, pointer, rule, severity: severityOf(rule, weighing), message }),
  };
}

/** Options of a schema with the rule that is violated by values which do not match it, including everything inside. */
export function ruled<const Options extends object>(rule: RuleId, options?: Options): Options & { rule: RuleId } {
  return { ...(options as Options), rule };
}

/** Is `value` the relative path of a zarr node below another: no empty, `.` or `..` segment? */
export function isNodePath(value: unknown): value is string {
  return typeof value === "string" && value.split("/").every((segment) => !["", ".", ".."].includes(segment));
}

/** The path of a node below a group; the root group is the empty text. */
export function joinPath(group: string, below: string): string {
  return group === "" ? below : `${group}/${below}`;
}

/** The target of a relative path with `.` and `..` from a group, or null if it leaves the root. */
export function resolvePath(group: string, relative: string): string | null {
  const segments = group === "" ? [] : group.split("/");
  for (const segment of relative.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") segments.push(segment);
    else if (segments.pop() === undefined) return null;
  }
  return segments.join("/");
}

/** The severity of a violation of a rule in this situation. */
function severityOf(id: RuleId, { version, strict, scope }: Weighing): Severity {
  const rule: Rule = ngffRules[id];
  if (rule.strict && strict) return "must";
  if (rule.accepted === version && scope === "document") return "should";
  return rule.severity;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The member of an object, or undefined if there is no such member or no object. */
export function memberOf(value: unknown, key: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The items of a list; none where there is no list. */
export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as shown in messages: `'A/1'`, `3`, `[1, 2]`, `nothing`; long ones are cut. */
export function printed(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "string") return `'${cut(value)}'`;
  return cut(JSON.stringify(value)?.replaceAll(",", ", ") ?? typeof value);
}

function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 57)}…`;
}
