import { Map as ImmutableMap, List } from "immutable";
import { fail } from "../errors.ts";
import { frozenFromJson } from "./freeze-value.ts";
import type { Json } from "./json.ts";
import { CallPlan, GroupPlan, ImageReference, InputLink, OutputPlan, OutputStore } from "./plan-parts.ts";
import { CONTEXT_SPEC_VERSION, ProcessingContext } from "./processing-context.ts";
import type { SharedFields } from "./shared-template.ts";
import { StepPlan } from "./step-plan.ts";

export type JsonObject = { readonly [key: string]: Json };

/** The context that `toJson` gave as plain JSON, frozen again. @throws `CONTEXT_VERSION` for another specification */
export function contextFromJson(json: JsonObject): ProcessingContext {
  const { axisId = "", fingerprint = "", gpu = null, images = [], ...shared } = json;
  return contextSharing(sharedFieldsOf(shared), { axisId, fingerprint, gpu, images });
}

/** The fields that contexts share, frozen, from plain JSON. @throws `CONTEXT_VERSION` for another specification */
export function sharedFieldsOf(json: JsonObject): SharedFields {
  if (json.specVersion !== CONTEXT_SPEC_VERSION) throw wrongVersion(json.specVersion);
  const { stepPlans, ...rest } = json;
  return { ...frozenFields(rest), stepPlans: records(stepPlans, stepPlanOf) } as unknown as SharedFields;
}

/** The context with these shared fields and the well-specific fields in `well`, plain JSON. */
export function contextSharing(shared: SharedFields, well: JsonObject): ProcessingContext {
  const { images, ...fields } = well;
  return new ProcessingContext({
    ...shared,
    ...frozenFields(fields),
    images: records(images, (json) => new ImageReference(frozenFields(json))),
  });
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

function frozenFields(fields: JsonObject): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, frozenFromJson(value, key)]));
}

function wrongVersion(version: unknown): Error {
  const message = `Cannot decode context: expected specVersion ${CONTEXT_SPEC_VERSION}, got '${String(version)}'`;
  return fail("CONTEXT_VERSION", message);
}
