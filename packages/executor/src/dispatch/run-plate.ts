import type { CompiledPlate, PhaseResult, PlateResult, WellResult, WorkerEvent } from "@ohcs/context";
import { closeMetadata, readMetadata } from "../close/close-metadata.ts";
import { planDocument } from "../close/plan-document.ts";
import { plateStatus } from "../close/plate-status.ts";
import type { OutputFolder } from "../host/run-host.ts";
import { suppliedPath } from "../worker/inputs/load-tables.ts";
import { toWellError } from "../worker/place.ts";
import { WellTimer } from "../worker/well-timer.ts";
import type { Cancellation } from "./cancellation.ts";
import { keepJournal } from "./event-journal.ts";
import type { ExecuteOptions } from "./execute-options.ts";
import { LogTails } from "./log-tails.ts";
import { cancelledResult } from "./run-context.ts";
import type { RunEvents } from "./run-events.ts";
import { runMapPhase } from "./run-map-phase.ts";
import { runReduction } from "./run-reduction.ts";
import type { RunScope } from "./run-scope.ts";
import { startSession } from "./start-session.ts";

/** A run with its identity. */
export interface RunOptions extends ExecuteOptions {
  readonly runId: string;
  readonly events: RunEvents;
  readonly cancellation: Cancellation;
}

/** Holds the output plate for the time of the run, and keeps its journal. */
export async function runPlate(options: RunOptions): Promise<PlateResult> {
  const folder = await options.host.openOutput(options.startup.roots.output ?? "");
  try {
    const modules = await prepareOutput(folder, options);
    const journal = keepJournal(options.events, folder);
    try {
      return await runInFolder(folder, { ...options, startup: { ...options.startup, modules } });
    } finally {
      options.events.end();
      await journal;
    }
  } finally {
    await folder.release();
  }
}

/** Clears what earlier runs left behind and stores what workers will read. Returns where modules lie. */
async function prepareOutput(
  folder: OutputFolder,
  { plate, supplied = {}, userModules = {}, startup }: RunOptions,
): Promise<Readonly<Record<string, string>>> {
  await folder.sweep();
  await readMetadata(folder, metadataTarget(plate));
  for (const [sha256, table] of Object.entries(supplied))
    await folder.writeText(suppliedPath(sha256), JSON.stringify(table));
  const stored = Object.entries(userModules).map(([name, text]) => {
    const path = `.ohcs/modules/${name.replace(/^user:/, "")}.mjs`;
    return folder.writeText(path, text).then(() => [name, folder.urlOf(path)] as const);
  });
  await folder.writeText(".ohcs/plan.json", planDocument(plate));
  return { ...startup.modules, ...Object.fromEntries(await Promise.all(stored)) };
}

function metadataTarget(plate: CompiledPlate): string {
  const [context] = plate.phases.flatMap(({ contexts }) => contexts);
  return context?.metadataTarget ?? "openhcs_metadata.json";
}

async function runInFolder(folder: OutputFolder, options: RunOptions): Promise<PlateResult> {
  const { plate, events, runId, cancellation } = options;
  const [startedAt, began] = [new Date().toISOString(), performance.now()];
  const logs = new LogTails();
  const onEvent = (event: WorkerEvent) => {
    logs.hear(event);
    events.emit(event);
  };
  const width = Math.max(1, Math.min(options.workers, plate.wells.size));
  const startup = { ...options.startup, runId };
  const { session, runnerName, fallbackReason } = await startSession(options.runner, { width, startup, onEvent });
  const scope: RunScope = { events, session, runnerName, folder, cancellation, logs, wells: new Map() };
  const environment = {
    ...options.host.facts,
    runner: runnerName,
    workers: session.width,
    versions: options.versions ?? {},
  };
  const summary = { runId, plateId: plate.plateId, outputRoot: startup.roots.output ?? "", startedAt, environment };
  await writeRunRecord(folder, options, { ...summary, status: "running" });
  events.emit({
    type: "runStarted",
    plateId: plate.plateId,
    wells: plate.wells.size,
    runner: runnerName,
    workers: session.width,
  });
  if (fallbackReason !== null) events.emit({ type: "fallbackInline", reason: fallbackReason });
  const phases = await runPhases(scope, plate);
  const closed = await closeRun(scope, plate);
  const wells = Object.fromEntries(
    plate.wells.toArray().map((well) => [well, scope.wells.get(well) ?? cancelledResult(well, 0, runnerName)]),
  );
  const all = [...phases, closed];
  const status = plateStatus(Object.values(wells), all);
  const result: PlateResult = { ...summary, status, wells, durationMs: performance.now() - began, phases: all };
  await writeRunRecord(folder, options, result);
  events.emit({ type: "runFinished", status, durationMs: result.durationMs });
  return Object.freeze(result);
}

/** The phases in order, each after the one before; told to end at once, all workers are ended. */
async function runPhases(scope: RunScope, plate: CompiledPlate): Promise<readonly PhaseResult[]> {
  const { session, cancellation, events } = scope;
  const end = () => void session.close();
  if (cancellation.now.aborted) end();
  else cancellation.now.addEventListener("abort", end, { once: true });
  const results: PhaseResult[] = [];
  try {
    for (const phase of plate.phases) {
      const { index, kind, name } = phase;
      events.emit({ type: "phaseStarted", phase: index, kind, name, contexts: phase.contexts.size });
      const result = await (kind === "map" ? runMapPhase(scope, phase) : runReduction(scope, phase));
      events.emit({ type: "phaseFinished", phase: index, status: result.status });
      results.push(result);
    }
  } finally {
    await session.close();
  }
  return results;
}

/** What is left to do when no worker runs any more: metadata, and temporary files of workers that were ended. */
async function closeRun({ folder, wells, runnerName }: RunScope, plate: CompiledPlate): Promise<PhaseResult> {
  const task = { context: "", wellId: "metadata", attempt: 1, deadlineMs: null, contributors: [] };
  const timer = new WellTimer(task, runnerName);
  const done = plate.wells.toArray().filter((well) => wells.get(well)?.status === "success");
  const common = { name: "metadata", kind: "reduce", contributors: done, excluded: [] } as const;
  try {
    if (plate.wells.some((well) => mayHaveLeftFiles(wells.get(well)))) await folder.sweep();
    await closeMetadata(folder, plate, wells);
    return { ...common, status: "complete", result: timer.ended("success", null) };
  } catch (error) {
    return { ...common, status: "failed", result: timer.ended("error", toWellError(error)) };
  }
}

/** A worker that was ended while it wrote leaves its temporary file. */
function mayHaveLeftFiles(result: WellResult | undefined): boolean {
  return result?.status !== "success" || result.attempts > 1;
}

async function writeRunRecord(
  folder: OutputFolder,
  { plate }: RunOptions,
  record: Omit<PlateResult, "status" | "wells" | "durationMs" | "phases"> & { readonly status: string },
): Promise<void> {
  const { pipelineName, fingerprint } = plate;
  await folder.writeText(
    ".ohcs/run.json",
    JSON.stringify({ specVersion: 1, pipelineName, fingerprint, ...record }, null, 2),
  );
}
