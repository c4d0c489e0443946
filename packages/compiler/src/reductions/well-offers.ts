import type { ArtifactSource } from "../draft/reduction-plan.ts";
import type { ResolvedReduction } from "../draft/resolved-step.ts";
import { type Findings, nearestHint } from "../findings/findings.ts";
import { type Offer, offerOf } from "./bind-inputs.ts";
import type { OffersOf } from "./plan-reduction.ts";
import type { StoredOutput } from "./stored-outputs.ts";

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
