import {
  type CompiledPlate,
  ContextEncoder,
  completeTuning,
  isLogged,
  type PlateResult,
  type ProcessingContext,
  type RunnerOptions,
  type RunnerSession,
  type WellResult,
  type WellTask,
  type WorkerEvent,
} from "@ohcs/context";
import { type OutputFolder, wellContexts } from "@ohcs/records";
import { fail } from "../errors.ts";
import { AdapterRoom } from "../gpu/adapter-room.ts";
import { adaptersOf } from "../gpu/adapters-of.ts";
import type { GpuWorkers } from "../gpu/gpu-workers.ts";
import { resumeFrom } from "../run-settings.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";
import { controlWidth } from "../width/width-control.ts";
import { LogTails } from "./log-tails.ts";
import { plateAsWell } from "./plate-contributors.ts";
import type { ProvedBeginning, RunOptions } from "./run-options.ts";
import type { RunScope } from "./run-scope.ts";
import { type StartedSession, startSession } from "./start-session.ts";
import { doesSpread, type WorkersOfUse, workersOfUse } from "./workers-of-use.ts";

/** The GPUs of one run. */
interface PlateGpus {
  /** Null where no well needs any, or the run was given none. */
  readonly workers: GpuWorkers | null;
  /** What became of the adapters that the plate was compiled for; nothing where it was for none. */
  use(): Pick<PlateResult, "gpus">;
}

/** A run whose workers stand ready. */
export interface BegunRun extends Pick<StartedSession, "fallbackReason"> {
  readonly scope: RunScope;
  readonly ofUse: WorkersOfUse;
  readonly gpus: PlateGpus;
}

/** Starts the workers, and gathers what the phases will share. @throws what the GPU registry throws, and a remote runner that does not start */
export async function beginRun(folder: OutputFolder, proved: ProvedBeginning, asked: RunOptions): Promise<BegunRun> {
  const options = asked.runner.isRemote ? { ...asked, ...OF_OTHERS } : asked;
  const { plate, events, gpu, runner } = options;
  const logs = new LogTails();
  const listeners: WorkerListener[] = [(event) => logs.receive(event), (event) => events.emit(event)];
  // Other machines have GPUs of their own.
  const gpus = await plateGpus(plate, runner.isRemote ? undefined : gpu);
  const ofUse = workersOfUse(plate, gpus.workers);
  const start = startOf(options, ofUse, listeners);
  const { session: others, runnerName, fallbackReason } = await startSession(runner, start);
  const session = runner.isRemote ? others : withGpuWorkers(others, gpus.workers?.start(start) ?? null);
  const width = controlWidth(options, Math.min(session.width, ofUse.wells), events);
  listeners.push((event) => width.receive(event));
  const room = new AdapterRoom(gpus.workers);
  const scope = { ...scopeOf(options, proved), folder, logs, session, runnerName, width, room };
  return { scope, fallbackReason, ofUse, gpus };
}

/** What is not for this machine to say where others run the wells. */
const OF_OTHERS = { workers: Number.POSITIVE_INFINITY, memoryBudgetBytes: null, adaptWidth: false } as const;

type WorkerListener = (event: WorkerEvent) => void;

/** How many workers start, with which data, and their listeners: `listeners` may grow later. */
function startOf(
  { plate, runner, runId, workers, tuning = {}, startup }: RunOptions,
  { groups, wells }: WorkersOfUse,
  listeners: readonly WorkerListener[],
): RunnerOptions {
  const { logLevel } = completeTuning(tuning);
  const most = doesSpread(runner, tuning) ? groups : wells;
  return {
    width: Math.max(1, Math.min(workers, most)),
    startup: { ...startup, tuning, runId, expected: modulesOfWells(plate) },
    onEvent: (event) => {
      if (event.type === "log" && !isLogged(event.level, logLevel)) return;
      for (const listener of listeners) listener(event);
    },
  };
}

type Given = Omit<RunScope, "folder" | "logs" | "session" | "runnerName" | "width" | "room">;

/** What of a scope does not depend on its workers. */
function scopeOf(options: RunOptions, { begins, artifacts }: ProvedBeginning): Given {
  const { plate, events, cancellation, plates = [], sources = {}, memoryBudgetBytes = null } = options;
  return {
    events,
    cancellation,
    memoryBudgetBytes,
    begins,
    sources,
    resume: resumeFrom(options),
    encoder: new ContextEncoder(),
    asked: new Set(plate.wells),
    imaged: new Set([...plate.wells, ...wellContexts(plate).map(({ axisId }) => axisId)]),
    artifacts: new Map(artifacts),
    unfinished: new Set(),
    wells: new Map(plates.map((one) => [one.plate, plateAsWell(one)])),
    plates: new Map(plates.map((one) => [one.plate, one])),
  };
}

/** The modules that the contexts of wells name, each once: those of backends, then those of functions. */
export function modulesOfWells({ phases }: Pick<CompiledPlate, "phases">): readonly string[] {
  const contexts = phases.filter(({ kind }) => kind === "map").flatMap((phase) => phase.contexts);
  // Most wells of a plate share both.
  const backends = new Set(contexts.map((context) => context.backends));
  const plans = new Set(contexts.map(({ stepPlans }) => stepPlans));
  return [...new Set([...[...backends].flatMap(modulesOfBackends), ...[...plans].flatMap(modulesOfFunctions)])];
}

function modulesOfBackends(backends: ProcessingContext["backends"]): readonly string[] {
  return [...backends.values()].map(({ use }) => use.module);
}

function modulesOfFunctions(plans: ProcessingContext["stepPlans"]): readonly string[] {
  return plans
    .toArray()
    .flatMap(({ func }) => [...func.values()].flatMap((chain) => chain.toArray()).map(({ module }) => module));
}

/** The GPUs that a plate needs; asks for workers only where it needs any, with the most bytes that one of its wells takes there. */
export async function plateGpus(
  { phases }: CompiledPlate,
  ask: (peakBytes: number) => Promise<GpuWorkers | null> = () => Promise.resolve(null),
): Promise<PlateGpus> {
  const contexts = phases.toArray().flatMap((phase) => phase.contexts.toArray());
  const adapters = adaptersOf(contexts);
  const peakBytes = Math.max(0, ...contexts.map(({ gpu }) => gpu?.peakBytes ?? 0));
  const workers = adapters.size === 0 ? null : await ask(peakBytes);
  return { workers, use: () => (adapters.size === 0 ? {} : { gpus: workers?.useOf(adapters) ?? [] }) };
}

/** A session that gives wells to `gpus` where they need one, and all others, those that fell back among them, to `session`. */
function withGpuWorkers(session: RunnerSession, gpus: Pick<RunnerSession, "run" | "close"> | null): RunnerSession {
  return {
    width: session.width,
    run: (task, signal) => {
      if (task.gpu === undefined || task.gpu.fallback !== null) return session.run(task, signal);
      return gpus?.run(task, signal) ?? Promise.resolve(withoutGpu(task));
    },
    rest: async (width) => session.rest?.(width),
    close: async () => {
      await Promise.all([session.close(), gpus?.close()]);
    },
  };
}

function withoutGpu(task: WellTask): WellResult {
  const message = `Cannot run '${task.wellId}': expected a run with GPUs, got one without`;
  return new WellTimer(task, "none").ended("error", toWellError(fail("GPU_NOT_GIVEN", message)));
}
