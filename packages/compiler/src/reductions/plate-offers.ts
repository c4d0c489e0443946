import type { ReductionPlan } from "../draft/reduction-plan.ts";
import { nearestHint } from "../findings/findings.ts";
import { offerOf } from "./bind-inputs.ts";
import type { OffersOf } from "./plan-reduction.ts";
import type { StoredOutput } from "./stored-outputs.ts";

const EXPECTED = "a merged table, or an output of a plate's reduction";

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
