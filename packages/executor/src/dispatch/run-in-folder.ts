import {
  type CompiledPlate,
  completeTuning,
  type Phase,
  type PhaseResult,
  type PlateResult,
  type WellResult,
} from "@ohcs/context";
import {
  isOverPlates,
  LAYOUT,
  type OutputFolder,
  planTexts,
  plateStatus,
  previousContexts,
  quarantineOf,
  type RunManner,
  relinkedIn,
  type ToldOfRun,
  writeRunRecord,
} from "@ohcs/records";
import { completeWidth } from "../width/width-control.ts";
import { type BegunRun, beginRun } from "./begin-run.ts";
import { closeRun } from "./close-run.ts";
import { declarePlates } from "./declare-plates.ts";
import { cancelledResult } from "./run-context.ts";
import { runMapPhase } from "./run-map-phase.ts";
import { outputRootIn, type ProvedBeginning, type RunOptions } from "./run-options.ts";
import { runReduction } from "./run-reduction.ts";
import type { RunScope } from "./run-scope.ts";
import { feeds } from "./supply-artifacts.ts";
import { doesSpread } from "./workers-of-use.ts";

/** Runs a plate whose output is held and prepared: its record says `running` from the first well on, and at the end what became of it. */
export async function runInFolder(
  folder: OutputFolder,
  proved: ProvedBeginning,
  options: RunOptions,
): Promise<PlateResult> {
  const { plate } = options;
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const takenOver = [...proved.artifacts.values()];
  const run = await beginRun(folder, proved, options);
  const { scope, gpus } = run;
  try {
    const summary = summaryOf(options, scope, startedAt);
    const relinked = relinkedIn(options.userModules ?? {});
    const recorded = {
      ...summary,
      roots: options.startup.roots,
      modules: options.startup.modules,
      settings: mannerOf(options),
      relinked,
      takenOver,
    };
    // Where no worker stands ready the run is refused: what an earlier one stored in these plates stays as it was.
    await declarePlates(folder, plate, scope);
    await replaceRun(folder, options, { ...recorded, status: "running" });
    announceRun(run, options);
    const phases = await runPhases(scope, plate);
    // Before the output is closed no worker may be left that could still write to it.
    await scope.session.close();
    const wells = allWells(scope, plate);
    const quarantine = quarantineOf(Object.values(wells));
    const used = gpus.use();
    const closed = await closeRun(scope, plate, (closing) => {
      const result = { ...recorded, wells, phases, quarantine, ...used, durationMs: performance.now() - began };
      const status = plateStatus(Object.values(wells), [...phases, closing]);
      return writeRunRecord(folder, plate, { ...result, status });
    });
    const all = [...phases, closed];
    const status = plateStatus(Object.values(wells), all);
    const durationMs = performance.now() - began;
    scope.events.emit({ type: "runFinished", status, durationMs });
    return Object.freeze({ ...summary, status, wells, durationMs, phases: all, quarantine, ...used });
  } finally {
    await scope.session.close();
  }
}

/**
 * Puts the plan and the record of this run in place of those of the run before, one after the other, once nothing can refuse
 * the run any more: a plan whose run never began would be taken for what lies there.
 */
async function replaceRun(folder: OutputFolder, { plate, sources = {} }: RunOptions, record: ToldOfRun): Promise<void> {
  const previous = await previousContexts(folder, plate);
  await folder.writeText(LAYOUT.plan, planTexts(plate, sources, previous));
  await writeRunRecord(folder, plate, record);
}

function mannerOf({ workers, gpuUse, tuning = {}, ...settings }: RunOptions): RunManner {
  return { ...completeWidth(settings), workers, tuning, ...(gpuUse === undefined ? {} : { gpuUse }) };
}

function summaryOf(options: RunOptions, scope: RunScope, startedAt: string) {
  const { plate, runId, startup, host, runner, runnerUse, versions = {} } = options;
  const facts = { ...host.facts, runner: scope.runnerName, workers: scope.session.width, versions };
  const isAsAsked = runnerUse !== undefined && scope.runnerName === runner.name;
  const environment = { ...facts, ...(isAsAsked ? { runnerUse } : {}) };
  return { runId, plateId: plate.plateId, outputRoot: outputRootIn({ startup }), startedAt, environment };
}

function allWells({ wells, runnerName }: RunScope, plate: CompiledPlate): Readonly<Record<string, WellResult>> {
  const ids = plate.wells.toArray();
  return Object.fromEntries(ids.map((well) => [well, wells.get(well) ?? cancelledResult(well, 0, runnerName)]));
}

/** The phases in order, each after the one before; on an immediate end, all workers are ended. */
async function runPhases(scope: RunScope, plate: CompiledPlate): Promise<readonly PhaseResult[]> {
  const { session, cancellation, events } = scope;
  const end = () => void session.close();
  if (cancellation.now.aborted) end();
  else cancellation.now.addEventListener("abort", end, { once: true });
  const results: PhaseResult[] = [];
  for (const phase of plate.phases) {
    const { index, kind, name } = phase;
    const isFeeding = kind === "map" && feeds(plate, phase, scope);
    const asked = phase.contexts.count(({ axisId }) => kind === "reduce" || isFeeding || scope.asked.has(axisId));
    events.emit({ type: "phaseStarted", phase: index, kind, name, contexts: asked });
    const resting = isForOneWorker(plate, phase) ? session.rest?.(1) : undefined;
    const result = await (kind === "map" ? runMapPhase(scope, phase, isFeeding) : runReduction(scope, phase));
    await resting;
    events.emit({ type: "phaseFinished", phase: index, status: result.status });
    results.push(result);
  }
  return results;
}

/** Has only one worker work from now on? The others give back what wells left them, for the tables of the plate take memory, too. */
function isForOneWorker({ phases }: CompiledPlate, { kind, index, contexts }: Phase): boolean {
  const isOfOneGroup = contexts.every(({ stepPlans }) => stepPlans.every(({ groups }) => groups.size <= 1));
  return kind === "reduce" && isOfOneGroup && phases.every((one) => one.kind === "reduce" || one.index < index);
}

/** The first events of a run: what it is, and what of the wishes could not be had. */
function announceRun(
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
