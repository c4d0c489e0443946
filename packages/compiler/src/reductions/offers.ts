import type { ArtifactSource, ReductionPlan } from "../draft/reduction-plan.ts";
import type { ResolvedReduction } from "../draft/resolved-step.ts";
import { type Findings, nearestHint } from "../findings/findings.ts";
import { type Offer, offerOf } from "./bind-inputs.ts";
import type { OffersOf } from "./plan-reduction.ts";
import type { StoredOutput } from "./stored-outputs.ts";

const EXPECTED = "a merged table, or an output of a plate's reduction";

/** Values that a reduction of a plate may read: outputs stored by its wells, and artifacts, both by name. */
export function wellOffers(
  stored: ReadonlyMap<string, StoredOutput>,
  artifacts: ReadonlyMap<string, ArtifactSource>,
): OffersOf {
  return (name, reduction, findings) =>
    name.startsWith("artifact:")
      ? artifactOffers(artifacts.get(name))
      : storedOffers(name, stored, reduction, findings);
}

/** Problems with artifacts are reported elsewhere. */
function artifactOffers(artifact: ArtifactSource | undefined): readonly Offer[] {
  if (artifact === undefined) return [];
  const { name, kind, phase } = artifact;
  return [offerOf(name, { source: "artifact", kind, step: phase, output: name })];
}

function storedOffers(
  name: string,
  stored: ReadonlyMap<string, StoredOutput>,
  { place }: ResolvedReduction,
  findings: Findings,
): readonly Offer[] {
  const output = stored.get(name);
  if (output?.isStored && output.pipelineIndex < place.index)
    return [offerOf(name, { source: "wells", kind: output.kind, step: output.step, output: name })];
  findings.error({
    code: "OUTPUT_MISSING",
    message: `Cannot link reduction '${place.name}': no earlier step stores a table or JSON '${name}'`,
    where: { step: place, parameter: "from" },
    expected: "a stored table or JSON of an earlier step",
    got: `'${name}'`,
    hint: output?.isStored === false ? "Remove 'materialize: false' there" : nearestHint(name, stored.keys()),
  });
  return [];
}

/**
 * Values that a reduction over plates may read: the tables that were merged over the wells, and files and artifacts of
 * the plates' own reductions. It never reads files of single wells.
 */
export function plateOffers(reductions: readonly ReductionPlan[], stored: ReadonlyMap<string, StoredOutput>): OffersOf {
  const made = reductions.flatMap(({ steps }) => steps.flatMap(({ outputs }) => outputs));
  const kept = made.filter(({ file, artifact }) => file !== null || artifact !== null);
  const kinds = new Map(kept.map(({ name, kind }) => [name, kind]));
  return (name, { place }, findings) => {
    const kind = kinds.get(name);
    if (kind !== undefined) return [offerOf(name, { source: "plates", kind, step: null, output: name })];
    const isOfWells = stored.has(name);
    const got = isOfWells ? `'${name}', which is stored per well` : `'${name}'`;
    findings.error({
      code: "OUTPUT_MISSING",
      where: { step: place, parameter: "from" },
      expected: EXPECTED,
      got,
      message: `Cannot link reduction '${place.name}' over plates: expected ${EXPECTED}, got ${got}`,
      hint: isOfWells ? `Reduce '${name}' for each plate first` : nearestHint(name, kinds.keys()),
    });
    return [];
  };
}
