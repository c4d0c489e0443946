import { type EncodedError, encodeError, type PlateResult } from "@ohcs/context";
import type { PlateRun } from "@ohcs/executor";
import { lockOutputs, type RunHost } from "@ohcs/records";
import { fail } from "../errors.ts";
import type { Orchestrator } from "../life-cycle/orchestrator.ts";
import { stateAmong } from "../life-cycle/plate-state.ts";
import type { RunSettings } from "../life-cycle/start-run.ts";
import { type BatchSurroundings, type RanPlate, reducePlates } from "./reduce-plates.ts";

/** An error of a plate, or of the reductions over all, beyond its wells. */
export interface PlateFailure extends Pick<PlateResult, "plateId" | "outputRoot"> {
  readonly error: EncodedError;
  /** The result of its run, if only its follower failed; null if there was none. */
  readonly result: PlateResult | null;
}

/** The result of a plate, or of what all made together; or what went wrong. */
export type PlateOutcome = PlateResult | PlateFailure;

/** The outcome of several plates. Plain JSON. */
export interface BatchResult {
  /** In the order in which they were given. */
  readonly plates: readonly PlateOutcome[];
  /** Of the reductions over plates: its `wells` are the plates. Null where the pipeline has none. */
  readonly batch: PlateOutcome | null;
}

/** How plates that are compiled together are run. */
export interface RunBatchOptions extends BatchSurroundings {
  readonly plates: readonly Orchestrator[];
  /** How a plate is run, asked as its turn comes; what all make together is run like the first one. */
  readonly settingsOf: (plate: Orchestrator) => RunSettings | Promise<RunSettings>;
  /** Takes locks of outputs from commands of other machines that are known to be gone. @default false */
  readonly stealLock?: boolean;
  /** Cancels the run of the plate whose turn it is, and begins no other. */
  readonly signal?: AbortSignal;
  /**
   * Called with every run as it begins: of a plate, then of the reductions over all, as `null`. Its result is awaited.
   */
  readonly onRun?: (run: PlateRun, plate: Orchestrator | null) => void | Promise<void>;
}

/**
 * Runs compiled plates, one after the other; one that fails does not stop the others. Then the reductions over plates
 * run, over what the plates' runs committed. Failures are values. All outputs are locked until the last run has ended.
 * @throws `TRANSITION_ILLEGAL` where a plate is not compiled · `OUTPUT_LOCKED` where another command has one of the
 * outputs, before anything is run
 */
export async function runBatch(options: RunBatchOptions): Promise<BatchResult> {
  const { job, host, stealLock = false } = options;
  const turns = options.plates.map((orchestrator) => {
    const { manifest, job: own } = stateAmong(orchestrator.state, "execute", "compiled");
    return { plateId: manifest.plateId, outputRoot: own.outputRoot, orchestrator };
  });
  const roots = [...turns, ...(job === null ? [] : [job])].map(({ outputRoot }) => outputRoot);
  const locked = await lockOutputs(host.run, roots, { stealLock });
  try {
    return await runTurns(turns, { ...options, runHost: locked.host });
  } finally {
    await locked.release();
  }
}

type Turn = Omit<RanPlate, "hasRun">;

async function runTurns(turns: readonly Turn[], options: LockedOptions): Promise<BatchResult> {
  const { job } = options;
  const plates: PlateOutcome[] = [];
  for (const turn of turns)
    plates.push(
      await outcomeOf(turn, turn.orchestrator, options, async () =>
        turn.orchestrator.executeCompiledPlate(await settingsFor(turn.orchestrator, options)),
      ),
    );
  const [first] = turns;
  if (job === null || first === undefined) return { plates, batch: null };
  const ran = turns.map((turn, i) => ({ ...turn, hasRun: hasResult(plates[i]) }));
  const { outputRoot, compiled } = job;
  const batch = await outcomeOf({ plateId: compiled.plateId, outputRoot }, null, options, async () =>
    reducePlates(ran, job, await settingsFor(first.orchestrator, options), options),
  );
  return { plates, batch };
}

function hasResult(outcome: PlateOutcome | undefined): boolean {
  return outcome !== undefined && (!("error" in outcome) || outcome.result !== null);
}

/** With the host on which the outputs are locked. */
interface LockedOptions extends RunBatchOptions {
  readonly runHost: RunHost;
}

async function settingsFor(plate: Orchestrator, { settingsOf, signal, runHost }: LockedOptions): Promise<RunSettings> {
  return { ...(await settingsOf(plate)), runHost, ...(signal === undefined ? {} : { signal }) };
}

async function outcomeOf(
  { plateId, outputRoot }: Pick<PlateResult, "plateId" | "outputRoot">,
  plate: Orchestrator | null,
  { signal, onRun }: RunBatchOptions,
  begin: () => Promise<PlateRun>,
): Promise<PlateOutcome> {
  let result: PlateResult | null = null;
  try {
    if (signal?.aborted === true)
      throw fail("PLATE_NOT_BEGUN", `Cannot run '${plateId}': the run was cancelled before it began`);
    const run = await begin();
    // The follower of a run may fail while the run continues: the next one still begins only after this one has ended.
    const follow = async () => onRun?.(run, plate);
    const [followed] = await Promise.allSettled([follow(), run.result]);
    result = await run.result;
    if (followed.status === "rejected") throw followed.reason;
    return result;
  } catch (error) {
    return { plateId, outputRoot, error: encodeError(error), result };
  }
}
