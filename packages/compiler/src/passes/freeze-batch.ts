import { CompiledPlate, fingerprintOf, PlateFacts, type ResolvedConfig } from "@ohcs/context";
import { List } from "immutable";
import type { BackendPlan, PathPlan } from "../draft/places.ts";
import type { ReductionPlan } from "../draft/reduction-plan.ts";
import { freezeBackends } from "../freezing/freeze-backends.ts";
import { reductionPhase } from "../freezing/reduction-phase.ts";
import { relevantConfig } from "../freezing/relevant-config.ts";

interface BatchInput {
  readonly plate: CompiledPlate;
  readonly config: ResolvedConfig;
  /** Reductions over plates, in the order of the pipeline. */
  readonly reductions: readonly ReductionPlan[];
  readonly paths: PathPlan;
  readonly backends: BackendPlan;
}

const RESULTS_DIR = "results";

/**
 * Pass 15: the reductions over plates as a separate plate without wells, in which plates take the place of wells: first
 * this one alone, to be joined with the others. Null if there are none.
 */
export function freezeBatch({ plate, config, reductions, paths, backends }: BatchInput): CompiledPlate | null {
  if (reductions.length === 0) return null;
  const { plateId, pipelineName } = plate;
  const wells = List([plateId]);
  const name = `${pipelineName}_batch`;
  const own = freezeBackends(backends, ["plates", "intermediate", "output"]);
  const shared = { plateId: name, config: relevantConfig(config), backends: own, wells };
  const phases = reductions.map((plan, index) =>
    reductionPhase(plan, index, {
      axis: "batch",
      shared: { ...shared, plate: new PlateFacts() },
      paths: { ...paths, resultsDir: RESULTS_DIR },
      // The content of plates is not part of it: their outputs are hashed when it is run.
      before: "",
    }),
  );
  const fingerprint = fingerprintOf(phases.flatMap(({ contexts }) => contexts.toArray().map((one) => one.fingerprint)));
  return new CompiledPlate({ plateId: name, pipelineName, wells, phases: List(phases), fingerprint });
}
