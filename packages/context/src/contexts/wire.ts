import { Map as ImmutableMap, isRecord, List } from "immutable";
import { fail } from "../errors.ts";
import { canonicalText } from "./canonical-text.ts";
import { contextText } from "./context-text.ts";
import { sha256Hex } from "./fingerprint.ts";
import { frozenFromJson } from "./freeze-value.ts";
import type { Json } from "./json.ts";
import { CallPlan, GroupPlan, ImageReference, InputLink, OutputPlan, OutputStore } from "./plan-parts.ts";
import { PlansTemplate, recentTemplate, rememberTemplate } from "./plans-template.ts";
import { CONTEXT_SPEC_VERSION, ProcessingContext } from "./processing-context.ts";
import { recentField } from "./recent-fields.ts";
import { StepPlan } from "./step-plan.ts";

type JsonObject = { readonly [key: string]: Json };

// Contexts of one plate share their plans, so the longest part of the wire is made once per structure.
const templates = new WeakMap<object, PlansTemplate>();

/**
 * The wire form of a context: canonical JSON with a digest, at most 64 KiB for usual plates. Equal contexts have equal
 * bytes; `decodeContext` is the inverse.
 */
export function encodeContext(context: ProcessingContext): string {
  const template = templateOf(context.stepPlans);
  const end = `${contextText(context)}}`;
  return `{"sha256":"${template.sha256Of(end)}","context":${template.prefix}${end}}`;
}

/**
 * The context of a wire form, frozen again. Contexts that follow each other share their plans and other fields where they
 * are the same.
 * @throws `CONTEXT_CORRUPT` where bytes and digest disagree · `CONTEXT_VERSION` for another specification
 */
export function decodeContext(wire: string): ProcessingContext {
  const { rest, plans } = partsOf(...bodyOf(wire));
  if (rest.specVersion !== CONTEXT_SPEC_VERSION) throw wrongVersion(rest.specVersion);
  const { images, ...fields } = rest;
  return new ProcessingContext({
    ...frozenFields(fields, recentField),
    images: records(images, (json) => new ImageReference(frozenFields(json))),
    stepPlans: plans(),
  });
}

const HEAD = '{"sha256":"';
const MIDDLE = '","context":';
const DIGITS = 64;
const BODY = HEAD.length + DIGITS + MIDDLE.length;

/** The digest and the body that a wire form holds. */
function bodyOf(wire: string): readonly [sha256: string, body: string] {
  if (!wire.startsWith(HEAD) || !wire.startsWith(MIDDLE, BODY - MIDDLE.length) || !wire.endsWith("}")) throw corrupt();
  return [wire.slice(HEAD.length, HEAD.length + DIGITS), wire.slice(BODY, -1)];
}

/** The parts of a body: its fields, and how to come by its plans, which are decoded once for all contexts that share them. */
function partsOf(sha256: string, body: string): { readonly rest: JsonObject; readonly plans: () => List<StepPlan> } {
  const template = recentTemplate(body);
  if (template !== null) {
    const end = body.slice(template.prefix.length);
    if (template.sha256Of(end) !== sha256) throw corrupt();
    return { rest: JSON.parse(end.slice(0, -1)) as JsonObject, plans: () => template.plans };
  }
  if (sha256Hex(body) !== sha256) throw corrupt();
  const { plans, rest } = JSON.parse(body) as { plans: readonly JsonObject[]; rest: JsonObject };
  return { rest, plans: () => decodedPlans(plans, body) };
}

function decodedPlans(json: readonly JsonObject[], body: string): List<StepPlan> {
  const plans = List(json.map(stepPlanOf));
  const template = new PlansTemplate(plans, canonicalText(json));
  if (body.startsWith(template.prefix)) rememberTemplate(template);
  return plans;
}

/** Any frozen value of a context as plain JSON. */
export function toJson(value: unknown): Json {
  if (List.isList(value)) return value.toArray().map(toJson);
  if (isRecord(value)) return objectOf(Object.entries(value.toObject()));
  return ImmutableMap.isMap(value) ? objectOf([...value]) : (value as Json);
}

function objectOf(members: readonly (readonly [unknown, unknown])[]): Json {
  return Object.fromEntries(members.map(([key, item]) => [String(key), toJson(item)]));
}

function templateOf(plans: List<StepPlan>): PlansTemplate {
  const known = templates.get(plans);
  if (known !== undefined) return known;
  const made = new PlansTemplate(plans, canonicalText(plans));
  templates.set(plans, made);
  return made;
}

function stepPlanOf(json: JsonObject): StepPlan {
  const { func, inputs, groups, outputs, ...fields } = json;
  return new StepPlan({
    ...frozenFields(fields),
    func: entries(func, (chain) => records(chain, (call) => new CallPlan(frozenFields(call)))),
    inputs: entries(inputs, (link) => new InputLink(frozenFields(link as JsonObject))),
    groups: records(groups, (group) => new GroupPlan(frozenFields(group))),
    outputs: entries(outputs, outputOf),
  });
}

function outputOf(json: Json): OutputPlan {
  const { store, ...fields } = json as JsonObject;
  const decoded = store === null ? null : new OutputStore(frozenFields(store as JsonObject));
  return new OutputPlan({ ...frozenFields(fields), store: decoded });
}

function records<Item>(json: Json | undefined, make: (item: JsonObject) => Item): List<Item> {
  return List((json as readonly JsonObject[]).map(make));
}

function entries<Item>(json: Json | undefined, make: (item: Json) => Item): ImmutableMap<string, Item> {
  return ImmutableMap(Object.entries(json as JsonObject).map(([key, item]) => [key, make(item)]));
}

function frozenFields(
  fields: JsonObject,
  freeze: (name: string, json: Json) => unknown = (name, json) => frozenFromJson(json, name),
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, freeze(key, value)]));
}

function corrupt(): Error {
  return fail("CONTEXT_CORRUPT", "Cannot decode context: expected bytes that match their digest, got others");
}

function wrongVersion(version: unknown): Error {
  const message = `Cannot decode context: expected specVersion ${CONTEXT_SPEC_VERSION}, got '${String(version)}'`;
  return fail("CONTEXT_VERSION", message);
}
