import { CompiledPlate, compareNatural, fingerprintOf, Phase, ProcessingContext } from "@ohcs/context";
import { List } from "immutable";

/**
 * Joins the reductions over plates of separately compiled plates of one pipeline: the same reductions, over all plates
 * in natural order of their names. Null if there are none.
 */
export function joinBatch(batches: readonly CompiledPlate[]): CompiledPlate | null {
  const [first] = batches;
  if (first === undefined) return null;
  const names = batches.flatMap(({ wells }) => wells.toArray());
  const wells = List(names.toSorted(compareNatural));
  const phases = first.phases.map((phase) => {
    const contexts = phase.contexts.map((context) => new ProcessingContext({ ...context.toObject(), wells }));
    return new Phase({ ...phase.toObject(), contexts });
  });
  const fingerprint = fingerprintOf([first.fingerprint, wells.toArray()]);
  return new CompiledPlate({ ...first.toObject(), wells, phases, fingerprint });
}
