import {
  type CallPlan,
  type FieldsOf,
  fingerprintOf,
  type ImageReference,
  type Json,
  type ProcessingContext,
  type StepPlan,
  sha256Hex,
  toJson,
} from "@ohcs/context";
import type { List } from "immutable";
import type { SelectedWell } from "../draft/selection.ts";
import { rolesStored } from "./freeze-backends.ts";

/** The part of a context that affects results and is the same for all wells of a structure. */
type SharedFields = Pick<FieldsOf<ProcessingContext>, "plateId" | "plate" | "layout" | "stepPlans" | "backends">;

/**
 * A hash over the shared part: functions with versions and parameters, links, groups, stored outputs, storage options,
 * the plate. Excluded: names of steps and of virtual directories, deadlines, retries, what viewers show at first, the form of the plate, which do
 * not affect results of wells.
 */
export function templateFingerprint({ plateId, plate, layout, stepPlans, backends }: SharedFields): string {
  const { format: _format, ...plateFacts } = toJson(plate) as { readonly [key: string]: Json };
  return fingerprintOf({
    plateId,
    plate: plateFacts,
    layout: toJson(layout),
    steps: stepPlans.toArray().map(stepFacts),
    backends: toJson(backends.filter((_, role) => isOfResults(role, stepPlans))),
  });
}

/** A backend that stores nothing of these wells does not affect them. */
function isOfResults(role: string, stepPlans: List<StepPlan>): boolean {
  const outputs = stepPlans.toArray().flatMap((plan) => [...plan.outputs.values()]);
  return !["images", "labels"].includes(role.split("-")[0] ?? "") || rolesStored(outputs).has(role);
}

function stepFacts(plan: StepPlan) {
  const { func, variableComponents, inputs, groups, outputs } = plan;
  const stores = outputs.map(({ kind, store, zarr }, name) => ({
    name,
    kind,
    store: toJson(store),
    ...(zarr === null
      ? {}
      : { zarr: { ...(toJson(zarr) as { readonly [key: string]: Json }), format: null, windows: null } }),
  }));
  return {
    func: func.map((calls) => calls.toArray().map(callFacts)).toObject(),
    stacked: toJson(variableComponents),
    inputs: toJson(inputs),
    groups: groups.toArray().map((group) => ({ ...(toJson(group) as { readonly [key: string]: Json }), pass: null })),
    outputs: Object.fromEntries(stores),
  };
}

/**
 * Whether a call computes on a GPU is included, since results may differ by rounding; the reason and the policy are
 * not.
 */
function callFacts(call: CallPlan): Json {
  const { fallback: _, reason: __, ...facts } = toJson(call) as { readonly [key: string]: Json };
  return facts;
}

/** The part of a well: the identity of its images as address, size and time of change, and stage positions. */
export function wellFingerprint(
  template: string,
  { well, images }: SelectedWell,
  references: List<ImageReference>,
): string {
  const own = references.map(({ path, page, sample, xUm, yUm }, i) => {
    const image = images[i];
    return JSON.stringify([path, page, sample, xUm, yUm, image?.bytes, image?.mtimeMs]);
  });
  return sha256Hex(`${template}\n${well}\n${own.join("\n")}`);
}
