import {
  type ArtifactFile,
  type CompiledPlate,
  completeTuning,
  isLogged,
  type PhaseResult,
  type PlateResult,
  type WellResult,
  type WorkerEvent,
} from "@ohcs/context";
import { plateStatus } from "../close/plate-status.ts";
import { quarantineOf } from "../close/quarantine.ts";
import { type RunManner, type ToldOfRun, writeRunRecord } from "../close/run-record.ts";
import { fail } from "../errors.ts";
import { AdapterRoom } from "../gpu/adapter-room.ts";
import { plateGpus } from "../gpu/plate-gpus.ts";
import { withGpuWorkers } from "../gpu/with-gpu-workers.ts";
import type { OutputFolder } from "../host/run-host.ts";
import { isOverPlates } from "../stored/is-over-plates.ts";
import { PLAN_PATH, planTexts } from "../stored/plan-document.ts";
import { previousContexts } from "../stored/previous-contexts.ts";
import { completeWidth, controlWidth } from "../width/width-control.ts";
import type { Cancellation } from "./cancellation.ts";
import { checkWorkers } from "./check-workers.ts";
import { closeRun } from "./close-run.ts";
import { keepJournal } from "./event-journal.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { LogTails } from "./log-tails.ts";
import { modulesOfWells } from "./modules-of-wells.ts";
import { plateAsWell } from "./plate-contributors.ts";
import { prepareOutput } from "./prepare-output.ts";
import { resumeFrom } from "./resume-options.ts";
import { cancelledResult } from "./run-context.ts";
import type { RunEvents } from "./run-events.ts";
import { runMapPhase } from "./run-map-phase.ts";
import { runReduction } from "./run-reduction.ts";
import type { RunScope } from "./run-scope.ts";
import { startSession } from "./start-session.ts";
import { startingPoints } from "./starting-points.ts";
import { feeds, suppliedArtifacts } from "./supply-artifacts.ts";
import { doesSpread, type WorkersOfUse, workersOfUse } from "./workers-of-use.ts";

/** A run with its identity. */
export interface RunOptions extends ExecuteOptions {
  readonly runId: string;
  readonly events: RunEvents;
  readonly cancellation: Cancellation;
}

/** What was proved before the run touches anything. */
interface ProvedBeginning extends Pick<RunScope, "begins"> {
  readonly artifacts: ReadonlyMap<string, ArtifactFile>;
}

/** Holds the output plate for the time of the run, and keeps its journal. */
export async function runPlate(options: RunOptions): Promise<PlateResult> {
  // Before anything is made or changed: where a run cannot begin, the output stays as it is.
  checkWorkers(options.workers);
  const outputRoot = outputRootIn(options);
  const begins = await beginsOf(options);
  const artifacts = await suppliedArtifacts(options.host.readOutput(outputRoot), options);
  const folder = await options.host.openOutput(outputRoot, { stealLock: options.stealLock ?? false });
  try {
    const modules = await prepareOutput(folder, options);
    const journal = keepJournal(options.events, folder);
    try {
      await artifacts.takeOver(folder);
      return await runInFolder(
        folder,
        { begins, artifacts: artifacts.byName },
        { ...options, startup: { ...options.startup, modules } },
      );
    } finally {
      options.events.end();
      await journal;
    }
  } finally {
    // Nothing of the result depends on it; once this process has ended, whoever comes takes the lock over.
    await folder.release().catch(() => undefined);
  }
}

async function beginsOf(options: RunOptions): Promise<RunScope["begins"]> {
  const { fromStep, plate, host, sources = {} } = options;
  if (fromStep === undefined) return new Map();
  const resume = resumeFrom(options.resume ?? false);
  const request = { plate, fromStep, sources, isResumed: resume !== null, verify: resume?.verify ?? "hash" };
  return startingPoints(host.readOutput(outputRootIn(options)), request);
}

/**
 * Puts the plan and the record of this run in place of those of the run before, one after the other, once nothing can refuse
 * the run any more: a plan whose run never began would be taken for what lies there.
 */
async function replaceRun(folder: OutputFolder, { plate, sources = {} }: RunOptions, record: ToldOfRun): Promise<void> {
  const previous = await previousContexts(folder, plate);
  await folder.writeText(PLAN_PATH, planTexts(plate, sources, previous));
  await writeRunRecord(folder, plate, record);
}

/** @throws `ROOT_NOT_FOUND` */
function outputRootIn({ startup: { roots } }: Pick<RunOptions, "startup">): string {
  if (roots.output !== undefined) return roots.output;
  throw fail("ROOT_NOT_FOUND", "Cannot run plate: expected a folder for root 'output', got none");
}

async function runInFolder(folder: OutputFolder, proved: ProvedBeginning, options: RunOptions): Promise<PlateResult> {
  const { plate } = options;
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const { scope, fallbackReason, takenOver, ofUse, gpus } = await beginRun(folder, proved, options);
  try {
    const summary = summaryOf(options, scope, startedAt);
    const told = { ...summary, roots: options.startup.roots, settings: mannerOf(options), takenOver };
    await replaceRun(folder, options, { ...told, status: "running" });
    announce(scope, options, fallbackReason, ofUse);
    const phases = await runPhases(scope, plate);
    // Before the output is closed no worker may be left that could still write to it.
    await scope.session.close();
    const wells = allWells(scope, plate);
    const quarantine = quarantineOf(Object.values(wells));
    const used = gpus.use();
    const closed = await closeRun(scope, plate, (closing) => {
      const result = { ...told, wells, phases, quarantine, ...used, durationMs: performance.now() - began };
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

function mannerOf({ workers, gpuUse, startup, ...settings }: RunOptions): RunManner {
  const { tuning = {} } = startup;
  return { ...completeWidth(settings), workers, tuning, ...(gpuUse === undefined ? {} : { gpuUse }) };
}

async function beginRun(folder: OutputFolder, { begins, artifacts: supplied }: ProvedBeginning, options: RunOptions) {
  const { plate, events, runId, cancellation } = options;
  const artifacts = new Map(supplied);
  const takenOver = [...artifacts.values()];
  const logs = new LogTails();
  const heard: ((event: WorkerEvent) => void)[] = [(event) => logs.hear(event), (event) => events.emit(event)];
  const { logLevel } = completeTuning(options.startup.tuning);
  const onEvent = (event: WorkerEvent) => {
    if (event.type === "log" && !isLogged(event.level, logLevel)) return;
    for (const hear of heard) hear(event);
  };
  const gpus = await plateGpus(plate, options.gpu);
  const ofUse = workersOfUse(plate, gpus.workers);
  const most = doesSpread(options.runner, options.startup.tuning) ? ofUse.groups : ofUse.wells;
  const width = Math.max(1, Math.min(options.workers, most));
  const startup = { ...options.startup, runId, expected: modulesOfWells(plate) };
  const start = { width, startup, onEvent };
  const { session: others, runnerName, fallbackReason } = await startSession(options.runner, start);
  const session = withGpuWorkers(others, gpus.workers?.start(start) ?? null);
  const resume = resumeFrom(options.resume ?? false);
  const asked = new Set(plate.wells);
  const { memoryBudgetBytes = null } = options;
  const control = controlWidth(options, Math.min(session.width, ofUse.wells), events);
  heard.push((event) => control.hear(event));
  const { plates = [] } = options;
  const scope: RunScope = {
    ...{ events, session, runnerName, folder, cancellation, logs, resume, artifacts },
    unfinished: new Set(),
    wells: new Map(plates.map((one) => [one.plate, plateAsWell(one)])),
    plates: new Map(plates.map((one) => [one.plate, one])),
    ...{ width: control, room: new AdapterRoom(gpus.workers), memoryBudgetBytes, asked, begins },
  };
  return { scope, fallbackReason, takenOver, ofUse, gpus };
}

function summaryOf({ plate, runId, startup, host, versions = {} }: RunOptions, scope: RunScope, startedAt: string) {
  const environment = { ...host.facts, runner: scope.runnerName, workers: scope.session.width, versions };
  return { runId, plateId: plate.plateId, outputRoot: outputRootIn({ startup }), startedAt, environment };
}

function announce(
  { events, session, runnerName }: RunScope,
  { plate, startup, runner, workers }: RunOptions,
  fallbackReason: string | null,
  { wells, groups }: WorkersOfUse,
): void {
  const facts = { plateId: plate.plateId, wells: plate.wells.size, runner: runnerName, workers: session.width };
  const unit = isOverPlates(plate) ? ({ unit: "plate" } as const) : {};
  events.emit({ type: "runStarted", ...facts, ...unit, ...onGpus(plate), tuning: completeTuning(startup.tuning) });
  if (fallbackReason !== null) events.emit({ type: "fallbackInline", reason: fallbackReason });
  const wouldHelp = completeTuning(startup.tuning).spread && Math.min(workers, groups) > wells;
  if (wouldHelp && (fallbackReason !== null || !doesSpread(runner, startup.tuning)))
    events.emit({ type: "tuningIgnored", option: "spread", runner: runnerName });
}

function onGpus({ phases }: CompiledPlate): { readonly gpuWells?: number } {
  const contexts = phases.flatMap((phase) => phase.contexts).filter(({ gpu }) => gpu !== null);
  const { size } = contexts.map(({ axisId }) => axisId).toSet();
  return size === 0 ? {} : { gpuWells: size };
}

function allWells({ wells, runnerName }: RunScope, plate: CompiledPlate): Readonly<Record<string, WellResult>> {
  const ids = plate.wells.toArray();
  return Object.fromEntries(ids.map((well) => [well, wells.get(well) ?? cancelledResult(well, 0, runnerName)]));
}

/** The phases in order, each after the one before; told to end at once, all workers are ended. */
async function runPhases(scope: RunScope, plate: CompiledPlate): Promise<readonly PhaseResult[]> {
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
