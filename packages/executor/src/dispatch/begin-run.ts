import { completeTuning, isLogged, type RunnerOptions, type WorkerEvent } from "@ohcs/context";
import { type OutputFolder, wellContexts } from "@ohcs/records";
import { AdapterRoom } from "../gpu/adapter-room.ts";
import { type PlateGpus, plateGpus } from "../gpu/plate-gpus.ts";
import { withGpuWorkers } from "../gpu/with-gpu-workers.ts";
import { controlWidth } from "../width/width-control.ts";
import { LogTails } from "./log-tails.ts";
import { modulesOfWells } from "./modules-of-wells.ts";
import { plateAsWell } from "./plate-contributors.ts";
import { resumeFrom } from "./resume-options.ts";
import type { ProvedBeginning, RunOptions } from "./run-options.ts";
import type { RunScope } from "./run-scope.ts";
import { type StartedSession, startSession } from "./start-session.ts";
import { doesSpread, type WorkersOfUse, workersOfUse } from "./workers-of-use.ts";

/** A run whose workers stand ready. */
export interface BegunRun extends Pick<StartedSession, "fallbackReason"> {
  readonly scope: RunScope;
  readonly ofUse: WorkersOfUse;
  readonly gpus: PlateGpus;
}

/** Starts the workers, and gathers what the phases will share. @throws what the GPU registry throws */
export async function beginRun(folder: OutputFolder, proved: ProvedBeginning, options: RunOptions): Promise<BegunRun> {
  const { plate, events, gpu } = options;
  const logs = new LogTails();
  const hears: WorkerListener[] = [(event) => logs.hear(event), (event) => events.emit(event)];
  const gpus = await plateGpus(plate, gpu);
  const ofUse = workersOfUse(plate, gpus.workers);
  const start = startOf(options, ofUse, hears);
  const { session: others, runnerName, fallbackReason } = await startSession(options.runner, start);
  const session = withGpuWorkers(others, gpus.workers?.start(start) ?? null);
  const width = controlWidth(options, Math.min(session.width, ofUse.wells), events);
  hears.push((event) => width.hear(event));
  const room = new AdapterRoom(gpus.workers);
  const scope = { ...scopeOf(options, proved), folder, logs, session, runnerName, width, room };
  return { scope, fallbackReason, ofUse, gpus };
}

type WorkerListener = (event: WorkerEvent) => void;

/** How many workers start, with what, and who hears them: `hears` may grow later. */
function startOf(
  { plate, runner, runId, workers, startup }: RunOptions,
  { groups, wells }: WorkersOfUse,
  hears: readonly WorkerListener[],
): RunnerOptions {
  const { logLevel } = completeTuning(startup.tuning);
  const most = doesSpread(runner, startup.tuning) ? groups : wells;
  return {
    width: Math.max(1, Math.min(workers, most)),
    startup: { ...startup, runId, expected: modulesOfWells(plate) },
    onEvent: (event) => {
      if (event.type === "log" && !isLogged(event.level, logLevel)) return;
      for (const hear of hears) hear(event);
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
    resume: resumeFrom(options.resume ?? false),
    asked: new Set(plate.wells),
    imaged: new Set([...plate.wells, ...wellContexts(plate).map(({ axisId }) => axisId)]),
    artifacts: new Map(artifacts),
    unfinished: new Set(),
    wells: new Map(plates.map((one) => [one.plate, plateAsWell(one)])),
    plates: new Map(plates.map((one) => [one.plate, one])),
  };
}
