import { type CompiledPlate, completeTuning } from "@ohcs/context";
import { isOverPlates } from "@ohcs/records";
import type { BegunRun } from "./begin-run.ts";
import type { RunOptions } from "./run-options.ts";
import { doesSpread } from "./workers-of-use.ts";

/** The first events of a run: what it is, and what of the wishes could not be had. */
export function announceRun(
  { scope: { events, session, runnerName }, fallbackReason, ofUse: { wells, groups } }: BegunRun,
  { plate, tuning: asked, runner, workers }: RunOptions,
): void {
  const tuning = completeTuning(asked);
  const facts = { plateId: plate.plateId, wells: plate.wells.size, runner: runnerName, workers: session.width };
  const unit = isOverPlates(plate) ? ({ unit: "plate" } as const) : {};
  events.emit({ type: "runStarted", ...facts, ...unit, ...onGpus(plate), tuning });
  if (fallbackReason !== null) events.emit({ type: "fallbackInline", reason: fallbackReason });
  const wouldHelp = tuning.spread && Math.min(workers, groups) > wells;
  if (wouldHelp && (fallbackReason !== null || !doesSpread(runner, tuning)))
    events.emit({ type: "tuningIgnored", option: "spread", runner: runnerName });
}

function onGpus({ phases }: CompiledPlate): { readonly gpuWells?: number } {
  const contexts = phases.flatMap((phase) => phase.contexts).filter(({ gpu }) => gpu !== null);
  const { size } = contexts.map(({ axisId }) => axisId).toSet();
  return size === 0 ? {} : { gpuWells: size };
}
