import type { PlateManifest } from "@ohcs/context";
import type { ResolvedStep } from "../draft/resolved-step.ts";
import type { LinkedSelection, LinkedStep, PlateSelection } from "../draft/selection.ts";
import { Findings } from "../findings/findings.ts";
import type { LinkScope } from "../linking/find-source.ts";
import { linkStep } from "../linking/link-step.ts";
import type { PhasePlan } from "./cut-into-phases.ts";
import type { ResolvedPipeline } from "./resolve-steps.ts";

interface LinkPassInput {
  readonly steps: readonly ResolvedStep[];
  readonly absent: ResolvedPipeline["absent"];
  readonly artifacts: PhasePlan["artifacts"];
  readonly supplied: LinkScope["supplied"];
  readonly selection: PlateSelection;
  readonly manifest: PlateManifest;
}

/** Pass 6: links every input by name to source images or an output of an earlier step, once per set of active steps. */
export function linkInputs({ steps, selection, manifest, ...rest }: LinkPassInput): LinkedSelection {
  const findings = new Findings();
  const { channels } = manifest;
  const linked = new Map<string, readonly LinkedStep[]>();
  const link = (active: readonly boolean[]) => {
    const key = active.map(Number).join("");
    const known = linked.get(key) ?? linkSteps(steps, { active, channels, ...rest }, findings);
    linked.set(key, known);
    return known;
  };
  // The links are checked even if no well is selected.
  if (selection.structures.length === 0) link(steps.map(() => true));
  const structures = selection.structures.map((structure) => ({ ...structure, steps: link(structure.active) }));
  return { ...selection, structures, findings: findings.distinct };
}

function linkSteps(
  steps: readonly ResolvedStep[],
  scope: Omit<LinkScope, "steps" | "earlier" | "at">,
  findings: Findings,
): readonly LinkedStep[] {
  const earlier: LinkedStep[] = [];
  for (const [at, step] of steps.entries()) earlier.push(linkStep(step, { ...scope, steps, earlier, at }, findings));
  return earlier;
}
