import type { GpuAdapter, GpuInventory, PlateManifest } from "@ohcs/context";
import type { MaterializedSelection, MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";
import { type ComputeChoice, ON_CPU, type ResolvedReduction, type ResolvedStep } from "../draft/resolved-step.ts";
import { Findings } from "../findings/findings.ts";
import { assignWells, type WellAssignment } from "../gpus/assign-wells.ts";
import { type CallNeed, callNeeds } from "../gpus/call-need.ts";
import type { GpuChoice } from "../gpus/explain-choice.ts";
import { refusedCalls } from "../gpus/refused-calls.ts";
import { unservedEntries } from "../gpus/unserved-entries.ts";
import { groupByKey } from "../items/group-by-key.ts";

interface AssignInput {
  readonly selection: MaterializedSelection;
  readonly entries: readonly (ResolvedStep | ResolvedReduction)[];
  readonly grid: PlateManifest["grid"];
  /** Null if GPUs were not probed. */
  readonly inventory: GpuInventory | null;
}

/**
 * Pass 11: where every call computes, and which GPU each well uses: one for all its calls in all stretches, so that
 * recomputed results are the same. Wells whose calls compute at the same places stay one structure, even on different
 * GPUs.
 */
export function assignGpus({ selection, entries, grid, inventory }: AssignInput): MaterializedSelection {
  const findings = new Findings();
  const facts = { tile: selection.tile, grid };
  const asking = selection.structures.map((structure) => ({ structure, needs: callNeeds(structure, facts) }));
  const wells = asking.flatMap(({ structure, needs }) => structure.wells.map(({ well }) => ({ well, needs })));
  const assignment = assignWells(inventory, wells);
  for (const problem of [...refusedCalls(assignment.refusals), ...unservedEntries(entries)]) findings.error(problem);
  const byWell = new Map(assignment.wells.map((assigned) => [assigned.well, assigned]));
  const structures = asking.flatMap(({ structure, needs }) => partsOf(structure, needs, byWell));
  return { ...selection, structures, findings: findings.all };
}

/** Wells by the choices for their calls; all in one part if none of these could run on a GPU, or any is refused. */
function partsOf(
  structure: MaterializedStructure,
  needs: readonly CallNeed[],
  byWell: ReadonlyMap<string, WellAssignment>,
): readonly MaterializedStructure[] {
  if (needs.length === 0) return [structure];
  const keyOf = choicesKeys();
  const parts = groupByKey(structure.wells, ({ well }) => keyOf(byWell.get(well)?.choices ?? NONE));
  return [...parts.values()].map((wells) => {
    const choices = byWell.get(wells[0]?.well ?? "")?.choices ?? NONE;
    const steps = structure.steps.map((step) => withChoices(step, needs, choices));
    return { ...structure, wells, steps, adapters: adaptersOf(wells, byWell) };
  });
}

const NONE: readonly GpuChoice[] = [];

/** Equal texts for equal choices; those of wells on one adapter are one array. */
function choicesKeys(): (choices: readonly GpuChoice[]) => string {
  const known = new Map<readonly GpuChoice[], string>();
  return (choices) => {
    const key = known.get(choices) ?? JSON.stringify(choices);
    known.set(choices, key);
    return key;
  };
}

function adaptersOf(
  wells: MaterializedStructure["wells"],
  byWell: ReadonlyMap<string, WellAssignment>,
): ReadonlyMap<string, GpuAdapter> {
  return new Map(
    wells.flatMap(({ well }) => {
      const adapter = byWell.get(well)?.adapter;
      return adapter == null ? [] : [[well, adapter] as const];
    }),
  );
}

/** The step with the choices for its calls; `choices` in the order of `needs`. */
function withChoices(
  step: MaterializedStep,
  needs: readonly CallNeed[],
  choices: readonly GpuChoice[],
): MaterializedStep {
  const own = needs.flatMap((need, i) => (need.step === step.index ? [{ need, choice: choices[i] }] : []));
  if (own.length === 0) return step;
  const chains = [...step.step.chains].map(([key, calls]) => {
    const made = calls.map((_, call) => {
      const found = own.find(({ need }) => need.key === key && need.call === call);
      return found?.choice === undefined ? ON_CPU : computeChoice(found.need, found.choice);
    });
    return [key, made] as const;
  });
  return { ...step, choices: new Map(chains) };
}

function computeChoice({ policy, hasCpuTwin, peakBytes }: CallNeed, { memory, reason }: GpuChoice): ComputeChoice {
  if (memory === "cpu") return { ...ON_CPU, reason };
  return { memory, reason, fallback: policy === "prefer" && hasCpuTwin, peakBytes };
}
