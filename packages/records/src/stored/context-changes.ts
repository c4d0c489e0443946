import { canonicalJson, type Json } from "@ohcs/context";
import type { PlannedContext } from "./plan-document.ts";

/** One difference between two plans of the same well, in terms of the pipeline. */
export interface ContextChange {
  readonly what: "input" | "function" | "version" | "parameter" | "setting";
  /** What it concerns: a file, `step 'a' gaussianBlur sigma`, or the path of a field. */
  readonly where: string;
  /** Null if there was, or is, no value. */
  readonly before: Json;
  readonly after: Json;
}

type JsonObject = { readonly [key: string]: Json };

interface Call extends JsonObject {
  readonly export: string;
  readonly version: string;
  readonly module: string;
  readonly with: JsonObject;
}

/** Fields of contexts that do not affect results, or are reported elsewhere. */
const SILENT = ["fingerprint", "images", "stepPlans", "wells", "config", "gpu"];
const SILENT_OF_STEPS = ["func", "stepName", "inputDir", "outputDir", "outputPlateRoot", "timeoutS", "retries", "gpu"];
const TOLD_BY_CALLS = ["inputMemoryType", "outputMemoryType"];

/** Fields of calls that are reported by name, or do not affect results. */
const TOLD_OF_CALLS = ["module", "export", "version", "with", "reason", "fallback"];

/** Differences between the plan of a result and the present one, inputs first. */
export function contextChanges(before: PlannedContext, after: PlannedContext): readonly ContextChange[] {
  return [
    ...inputChanges(before, after),
    ...stepChanges(stepsOf(before), stepsOf(after)),
    ...fieldChanges("", without(before.context, SILENT), without(after.context, SILENT)),
  ];
}

/** Images by path: added, removed, or of another size or time of change. */
function inputChanges(before: PlannedContext, after: PlannedContext): readonly ContextChange[] {
  const paths = new Set([...imagesOf(before), ...imagesOf(after)]);
  return [...paths].flatMap((path) => {
    const [old, now] = [factsOf(before, path), factsOf(after, path)];
    return same(old, now) ? [] : [{ what: "input", where: path, before: old, after: now } as const];
  });
}

function factsOf(planned: PlannedContext, path: string): Json {
  if (!imagesOf(planned).includes(path)) return null;
  const facts = planned.sources[path];
  return facts === undefined ? {} : { bytes: facts[0], changedAt: new Date(facts[1]).toISOString() };
}

function imagesOf({ context }: PlannedContext): readonly string[] {
  return ((context.images ?? []) as readonly { readonly path: string }[]).map(({ path }) => path);
}

function stepChanges(before: readonly JsonObject[], after: readonly JsonObject[]): readonly ContextChange[] {
  if (before.length !== after.length)
    return [{ what: "setting", where: "steps", before: before.map(nameOf), after: after.map(nameOf) }];
  return after.flatMap((step, i) => {
    const place = `step '${nameOf(step)}'`;
    const old = before[i] ?? {};
    const rest = [...SILENT_OF_STEPS, ...TOLD_BY_CALLS];
    return [
      ...chainChanges(place, (old.func ?? {}) as JsonObject, (step.func ?? {}) as JsonObject),
      ...fieldChanges(`${place} `, without(old, rest), without(step, rest)),
    ];
  });
}

function chainChanges(place: string, before: JsonObject, after: JsonObject): readonly ContextChange[] {
  return keysOf(before, after).flatMap((key) => {
    const [old, now] = [(before[key] ?? []) as readonly Call[], (after[key] ?? []) as readonly Call[]];
    const names = [old, now].map((calls) => calls.map((call) => call.export));
    const [was = [], is = []] = names;
    if (!same(was, is)) return [{ what: "function", where: place, before: was, after: is } as const];
    return now.flatMap((call, i) => callChanges(`${place} ${call.export}`, old[i] ?? call, call));
  });
}

function callChanges(place: string, before: Call, after: Call): readonly ContextChange[] {
  const of = ({ module, version }: Call): Json => (module.startsWith("user:") ? module : version);
  const version = { what: "version", where: place, before: of(before), after: of(after) } as const;
  const parameters = keysOf(before.with, after.with).flatMap((name) => {
    const [old, now] = [before.with[name] ?? null, after.with[name] ?? null];
    return same(old, now) ? [] : [{ what: "parameter", where: `${place} ${name}`, before: old, after: now } as const];
  });
  const others = fieldChanges(`${place} `, without(before, TOLD_OF_CALLS), without(after, TOLD_OF_CALLS));
  return [...(same(version.before, version.after) ? [] : [version]), ...parameters, ...others];
}

function fieldChanges(place: string, before: JsonObject, after: JsonObject): readonly ContextChange[] {
  return keysOf(before, after).flatMap((key) => {
    const [old, now] = [before[key] ?? null, after[key] ?? null];
    return same(old, now) ? [] : [{ what: "setting", where: `${place}${key}`, before: old, after: now } as const];
  });
}

function stepsOf({ context }: PlannedContext): readonly JsonObject[] {
  return (context.stepPlans ?? []) as readonly JsonObject[];
}

function nameOf(step: JsonObject): string {
  return String(step.stepName ?? "");
}

function keysOf(before: JsonObject, after: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
}

function without(value: JsonObject, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !fields.includes(key)));
}

function same(a: Json, b: Json): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
