import { configSchema, type Diagnostic, type Json, type ResolvedConfig } from "@ohcs/context";
import { Findings } from "../findings/findings.ts";
import { checkValue } from "../schema/check-value.ts";
import { isMembers } from "../schema/schema-node.ts";
import { CONFIG_FIELDS, valueAt, withValueAt } from "./config-fields.ts";
import { DEFAULT_CONFIG } from "./config-schema.ts";
import { type ConfigOrigin, type ConfigSource, type ConfigStack, sourcesFor } from "./config-source.ts";
import { reportConfigProblem } from "./report-config-problem.ts";

/** One value of the configuration, and its origin. */
export interface TracedValue {
  readonly value: Json;
  readonly origin: ConfigOrigin;
}

/** A configuration with the origin of each value. */
export interface TracedConfig {
  readonly config: ResolvedConfig;
  /** By field: `zarr.level`. */
  readonly values: Readonly<Record<string, TracedValue>>;
  /** Invalid values, each with its field and file; they are not in the configuration. */
  readonly diagnostics: readonly Diagnostic[];
}

type Members = Readonly<Record<string, unknown>>;

const DEFAULTS: ConfigSource = { layer: DEFAULT_CONFIG, origin: { kind: "default" } };

/**
 * Merges all sources of a configuration for a plate, or for every plate where `plateId` is null: arrays replace,
 * objects merge, omitted fields are inherited. Nothing is thrown: invalid values are reported and dropped, including
 * those in the sections of other plates.
 */
export function traceConfig(stack: ConfigStack, plateId: string | null = null): TracedConfig {
  const findings = new Findings();
  const sound = new Map(allSources(stack).map((source) => [source, soundPart(source, findings)] as const));
  let merged: Members = {};
  const values: Record<string, TracedValue> = {};
  for (const source of [DEFAULTS, ...sourcesFor(stack, plateId)]) {
    const layer = sound.get(source) ?? source.layer;
    for (const { path, name, schema } of CONFIG_FIELDS) {
      const said = valueAt(layer, path);
      if (said === undefined) continue;
      const value = joined(valueAt(merged, path), said, schema.type === "object");
      merged = withValueAt(merged, path, value);
      values[name] = { value: value as Json, origin: originAt(source, name) };
    }
  }
  return { config: frozenConfig(merged), values, diagnostics: findings.all };
}

function allSources({ global = [], plates = {}, commandLine = [] }: ConfigStack): readonly ConfigSource[] {
  return [...global, ...Object.values(plates), ...commandLine];
}

/** The valid part of a layer; the rest is reported. */
function soundPart(source: ConfigSource, findings: Findings): unknown {
  const problems = checkValue(configSchema, source.layer);
  for (const problem of problems) reportConfigProblem(problem, source.origin ?? { kind: "program" }, findings);
  const texts = problems.map(({ path }) => path.map(String));
  if (texts.some(({ length }) => length === 0)) return {};
  return texts.reduce<Members>((layer, path) => without(layer, path), source.layer as Members);
}

/** An invalid item drops the whole list. */
function without(members: Members, [key = "", ...rest]: readonly string[]): Members {
  const below = members[key];
  const { [key]: _, ...others } = members;
  return isMembers(below) && rest.length > 0 ? { ...others, [key]: without(below, rest) } : others;
}

function originAt({ origin = { kind: "program" } }: ConfigSource, name: string): ConfigOrigin {
  return origin.kind === "file" ? { ...origin, path: origin.path === "" ? name : `${origin.path}.${name}` } : origin;
}

/** The value of a field after merging a source; a field with arbitrary members keeps those of earlier sources. */
function joined(before: unknown, said: unknown, hasFreeNames: boolean): unknown {
  const copy = deepFrozen(structuredClone(said));
  return hasFreeNames && isMembers(copy) ? Object.freeze({ ...(isMembers(before) ? before : {}), ...copy }) : copy;
}

function deepFrozen(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) deepFrozen(part);
  return Object.freeze(value);
}

/** Complete, since the defaults name every field. */
function frozenConfig(members: Members): ResolvedConfig {
  for (const value of Object.values(members)) if (isMembers(value)) Object.freeze(value);
  return Object.freeze(members) as unknown as ResolvedConfig;
}
