import type { Json, PlaneKey, RowComponent } from "@ohcs/context";
import type { ReductionPlan, ReductionStep } from "../draft/reduction-plan.ts";
import type { GroupedStructure } from "../draft/selection.ts";
import { groupByKey } from "../items/group-by-key.ts";
import { compareKeys, keyText, pickComponents } from "../items/item.ts";
import { addedTables } from "./added-tables.ts";

/** Wells with the coordinates that have rows of their own. */
interface WellRows {
  readonly wells: readonly string[];
  readonly at: readonly PlaneKey[];
}

/**
 * The reductions, with the rows of each well where components have rows of their own: known before the run, so that an
 * image without objects counts 0, and one that does not exist has no row.
 */
export function rowsOfWells(
  plans: readonly ReductionPlan[],
  structures: readonly GroupedStructure[],
): readonly ReductionPlan[] {
  return plans.map((plan) => ({ ...plan, steps: plan.steps.map((step) => withRows(plan, step, structures)) }));
}

function withRows(plan: ReductionPlan, step: ReductionStep, structures: readonly GroupedStructure[]): ReductionStep {
  const { per } = step.call.parameters;
  if (!step.call.declaration.addsUpWells || !Array.isArray(per) || per.length === 0) return step;
  const alone = [{ ...plan, steps: [step] }];
  const found = structures.map((structure): WellRows => {
    const tables = addedTables(alone, structure.steps);
    return { wells: structure.wells.map(({ well }) => well), at: rowKeys(tables, per as readonly RowComponent[]) };
  });
  const parameters = { ...step.call.parameters, rows: usualFirst(found) };
  return { ...step, call: { ...step.call, parameters } };
}

/** The distinct coordinates of the tables that have the most of these components; others apply to all their values. */
function rowKeys(tables: readonly { readonly keys: readonly PlaneKey[] }[], per: readonly RowComponent[]) {
  const keys = tables.flatMap((table) =>
    table.keys.map((key) => pickComponents(key, (one) => per.includes(one as RowComponent))),
  );
  const most = Math.max(0, ...keys.map((key) => Object.keys(key).length));
  const whole = keys.filter((key) => Object.keys(key).length === most);
  return [...new Map(whole.map((key) => [keyText(key), key])).values()].toSorted(compareKeys);
}

/** Wells of equal rows together; those of the most wells first, without the names, so that the list does not grow with the plate. */
function usualFirst(found: readonly WellRows[]): Json {
  const alike = [...groupByKey(found, ({ at }) => at.map(keyText).join()).values()].map((group) => {
    return { wells: group.flatMap(({ wells }) => wells), at: group[0]?.at ?? [] };
  });
  const [usual, ...others] = alike.toSorted((a, b) => b.wells.length - a.wells.length);
  return [{ wells: null, at: usual?.at ?? [] }, ...others] as unknown as Json;
}
