import type { Component } from "@ohcs/context";
import type { ReductionPlan } from "../draft/reduction-plan.ts";
import type { GroupedStep } from "../draft/selection.ts";
import type { Finding, JudgedFinding } from "../findings/findings.ts";
import { type AddedTable, addedTables } from "../reductions/added-tables.ts";
import { mayOverlap, type SitesOverlap } from "./overlapping-sites.ts";

/**
 * Reductions that would count the same objects repeatedly: of sites that overlap, of several z planes, timepoints or
 * channels, unless these have rows of their own.
 */
export function countedRepeatedly(
  plans: readonly ReductionPlan[],
  steps: readonly GroupedStep[],
  overlap: SitesOverlap,
): readonly JudgedFinding[] {
  const tables = addedTables(plans, steps).filter(({ counts, made }) => counts && made.isActive && made.isIntact);
  return tables.flatMap((table) => problemsOf(table, overlap));
}

function problemsOf(table: AddedTable, overlap: SitesOverlap): readonly JudgedFinding[] {
  const several = (["channel", "zIndex", "timepoint"] as const).filter((one) => valuesOf(table, one).size > 1);
  const errors = several.filter(isAdded).map((component) => ({ isError: true, finding: repeated(table, component) }));
  if (!isAdded("site")) return errors;
  const answer = overlap(valuesOf(table, "site") as ReadonlySet<number>);
  if (answer === true) return [...errors, { isError: true, finding: repeated(table, "site") }];
  const unstated = { ...mayOverlap("the plate does not state where they lie"), where: placeOf(table) };
  return answer === null ? [...errors, { isError: false, finding: unstated }] : errors;

  function isAdded(component: Component): boolean {
    return !(table.per as readonly Component[]).includes(component);
  }
}

function valuesOf({ keys }: AddedTable, component: Component): ReadonlySet<string | number> {
  return new Set(keys.flatMap((key) => key[component] ?? []));
}

const SHOWN: Readonly<Record<Component, string>> = {
  site: "sites that overlap",
  channel: "several channels",
  zIndex: "several z planes",
  timepoint: "several timepoints",
};

const REMEDIES: Readonly<Record<Component, string>> = {
  site: "Count each object once with 'tilePositions' and 'ownObjects', as preset:stitch-and-count does; or ask for a row per site: 'per: [site]' in the pipeline, --per site",
  channel: "Name one channel in 'inputs', for example image: { from: previous, channel: DAPI }",
  zIndex:
    "Project z before ('maxProjection'), or ask for a row per z plane: 'per: [zIndex]' in the pipeline, --per zIndex",
  timepoint: "Ask for a row per timepoint: 'per: [timepoint]' in the pipeline, --per timepoint",
};

function repeated(table: AddedTable, component: Component): Finding {
  return {
    code: "OBJECTS_COUNTED_REPEATEDLY",
    message: `Cannot add up the objects of '${table.name}' in '${table.by.name}': they come from ${SHOWN[component]}, so that the same object would count repeatedly`,
    where: placeOf(table),
    hint: REMEDIES[component],
  };
}

function placeOf({ made }: AddedTable): NonNullable<Finding["where"]> {
  return { step: made.step.place };
}
