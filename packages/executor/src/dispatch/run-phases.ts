import type { CompiledPlate, PhaseResult } from "@ohcs/context";
import { runMapPhase } from "./run-map-phase.ts";
import { runReduction } from "./run-reduction.ts";
import type { RunScope } from "./run-scope.ts";
import { feeds } from "./supply-artifacts.ts";

/** The phases in order, each after the one before; told to end at once, all workers are ended. */
export async function runPhases(scope: RunScope, plate: CompiledPlate): Promise<readonly PhaseResult[]> {
  const { session, cancellation, events } = scope;
  const end = () => void session.close();
  if (cancellation.now.aborted) end();
  else cancellation.now.addEventListener("abort", end, { once: true });
  const results: PhaseResult[] = [];
  for (const phase of plate.phases) {
    const { index, kind, name } = phase;
    events.emit({ type: "phaseStarted", phase: index, kind, name, contexts: phase.contexts.size });
    const result = await (kind === "map"
      ? runMapPhase(scope, phase, feeds(plate, phase, scope))
      : runReduction(scope, phase));
    events.emit({ type: "phaseFinished", phase: index, status: result.status });
    results.push(result);
  }
  return results;
}
