import type { Json } from "@ohcs/context";
import type { PlannedContext } from "./plan-document.ts";

type JsonObject = { readonly [key: string]: Json };

/**
 * The part of a context that determines the outputs of the steps before a step: their functions, links, groups and
 * files, the images that they read, the plate, and how files are written. Images are named, not numbered: later steps
 * may read others.
 */
export function firstSteps({ context, sources }: PlannedContext, step: number): PlannedContext {
  const images = context.images as readonly JsonObject[];
  const layout = context.layout as readonly JsonObject[];
  const planes = layout.map((place, i) => ({ ...place, ...images[i] }));
  const plans = (context.stepPlans as readonly JsonObject[]).slice(0, step);
  const read = new Set(plans.flatMap((plan) => imagesRead(plan)));
  const { plateId, plate, backends } = context;
  return {
    context: {
      plateId: plateId ?? null,
      plate: plate ?? null,
      backends: backends ?? null,
      images: images.filter((_, i) => read.has(i)),
      stepPlans: plans.map((plan) => stepFacts(plan, planes)),
    },
    sources,
  };
}

/** Indexes of the images of the plate that a step reads. */
function imagesRead(plan: JsonObject): readonly number[] {
  const sources = sourceInputs(plan);
  return groupsOf(plan).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([name, items]) => (sources.has(name) ? items.filter((item) => item !== null) : [])),
  );
}

function stepFacts(plan: JsonObject, planes: readonly Json[]): JsonObject {
  const { stepName = "", func = {}, variableComponents = [], inputs = {}, outputs = {} } = plan;
  const sources = sourceInputs(plan);
  const groups = groupsOf(plan).map(({ pass: _, ...group }) => ({
    ...group,
    inputs: Object.fromEntries(
      Object.entries(group.inputs).map(([name, items]) => [
        name,
        sources.has(name) ? items.map((item) => (item === null ? null : (planes[item] ?? null))) : items,
      ]),
    ),
  }));
  const stores = Object.entries(outputs as JsonObject).map(([name, output]) => {
    const { kind = "", store = null, zarr = null } = output as JsonObject;
    return [name, { kind, store, zarr }] as const;
  });
  return { stepName, func, variableComponents, inputs, groups, outputs: Object.fromEntries(stores) };
}

/** Names of the inputs that are images of the plate. */
function sourceInputs({ inputs = {} }: JsonObject): ReadonlySet<string> {
  const links = Object.entries(inputs as Readonly<Record<string, { readonly source: string }>>);
  return new Set(links.flatMap(([name, { source }]) => (source === "images" ? [name] : [])));
}

type Group = JsonObject & { readonly inputs: Readonly<Record<string, readonly (number | null)[]>> };

function groupsOf({ groups = [] }: JsonObject): readonly Group[] {
  return groups as unknown as readonly Group[];
}
