import { type EncodedError, encodeError, type PlateResult } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import { fail } from "../errors.ts";
import type { Orchestrator } from "../life-cycle/orchestrator.ts";
import { stateAmong } from "../life-cycle/plate-state.ts";
import type { RunSettings } from "../life-cycle/run-settings.ts";
import { type BatchSurroundings, reducePlates } from "./reduce-plates.ts";

/** The result of a plate, or of what all made together; or why there is none. */
export type PlateOutcome = PlateResult | { readonly error: EncodedError };

/** What became of several plates. Plain JSON. */
export interface BatchResult {
  /** By name, in the order in which they were given. */
  readonly plates: Readonly<Record<string, PlateOutcome>>;
  /** Of the reductions over plates: its `wells` are the plates. Null where the pipeline has none. */
  readonly batch: PlateOutcome | null;
}

/** How plates that are compiled together are run. */
export interface RunBatchOptions extends RunSettings, BatchSurroundings {
  readonly plates: readonly Orchestrator[];
  /** Hears of every run as it begins: of a plate, then of what all make together, as `null`. */
  readonly onRun?: (run: PlateRun, plate: string | null) => void;
}

/**
 * Runs compiled plates, one after the other; one that fails does not stop the others. Then the reductions over plates run,
 * over what the plates' runs committed. Whatever fails is a value.
 * @throws `TRANSITION_ILLEGAL` where a plate is not compiled
 */
export async function runBatch(options: RunBatchOptions): Promise<BatchResult> {
  const { job, signal, onRun } = options;
  const plates = options.plates.map((orchestrator) => {
    const { manifest, job: own } = stateAmong(orchestrator.state, "execute", "compiled");
    return { plate: manifest.plateId, outputRoot: own.outputRoot, orchestrator };
  });
  const outcomes: Record<string, PlateOutcome> = {};
  for (const { plate, orchestrator } of plates)
    outcomes[plate] = await outcomeOf(plate, signal, (name) => {
      const run = orchestrator.executeCompiledPlate(options);
      onRun?.(run, name);
      return run.result;
    });
  if (job === null) return { plates: outcomes, batch: null };
  const ran = plates.map((one) => ({ ...one, hasRun: !("error" in (outcomes[one.plate] ?? {})) }));
  const batch = await outcomeOf(job.compiled.plateId, signal, async () => {
    const run = await reducePlates(ran, job, options);
    onRun?.(run, null);
    return run.result;
  });
  return { plates: outcomes, batch };
}

async function outcomeOf(
  name: string,
  signal: AbortSignal | undefined,
  run: (name: string) => Promise<PlateResult>,
): Promise<PlateOutcome> {
  try {
    if (signal?.aborted !== true) return await run(name);
    throw fail("PLATE_NOT_BEGUN", `Cannot run '${name}': the run was cancelled before it began`);
  } catch (error) {
    return { error: encodeError(error) };
  }
}
