import { type PlaneKey, ROW_COMPONENTS, type RowComponent } from "@ohcs/context";
import type { ReductionPlan, ReductionStep } from "../draft/reduction-plan.ts";
import type { GroupedStep } from "../draft/selection.ts";

/** A table of the wells that a reduction adds up, with the coordinates of the groups that it is made of. */
export interface AddedTable {
  readonly by: ReductionStep;
  /** `table:nuclei` */
  readonly name: string;
  readonly made: GroupedStep;
  /** Are its rows objects, or counts of them? */
  readonly counts: boolean;
  /** Components that have rows of their own. */
  readonly per: readonly RowComponent[];
  readonly keys: readonly PlaneKey[];
}

/** The tables of the wells of a structure that reductions add up. */
export function addedTables(plans: readonly ReductionPlan[], steps: readonly GroupedStep[]): readonly AddedTable[] {
  return plans
    .flatMap(({ steps: own }) => own)
    .filter(({ call }) => call.declaration.addsUpWells)
    .flatMap((by) =>
      [...by.inputs.values()].flatMap(({ source, kind, step, output }) => {
        const made = source === "wells" && kind === "table" && step !== null ? steps[step] : undefined;
        return made === undefined || output === null ? [] : [addedTable(by, made, output)];
      }),
    );
}

function addedTable(by: ReductionStep, made: GroupedStep, name: string): AddedTable {
  const sources = made.step.emissions.find((emission) => emission.name === name)?.sources ?? new Map();
  const counts = [...sources].some(([key, { call, output }]) => {
    return made.step.chains.get(key)?.[call]?.declaration.outputs[output]?.counts === true;
  });
  const groups = made.groups.filter(({ pattern }) => pattern !== null && sources.has(pattern));
  return { by, name, made, counts, per: perOf(by), keys: groups.map(({ coordinates }) => coordinates) };
}

/** The parameter `per`, as far as it is valid. */
function perOf({ call }: ReductionStep): readonly RowComponent[] {
  const { per } = call.parameters;
  return Array.isArray(per) ? ROW_COMPONENTS.filter((component) => per.includes(component)) : [];
}
