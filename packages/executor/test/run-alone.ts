import {
  encodeContext,
  type ProcessingContext,
  type WellResult,
  type WellTask,
  type WorkerEvent,
  type WorkerTuning,
} from "@ohcs/context";
import { runWell, WellLog, type WellServices } from "@ohcs/executor";
import { moduleLoader } from "@ohcs/filemanager";
import type { PlateFolders } from "./plate-folders.ts";

/** One well, run here and now without a runner. */
export interface RunAlone {
  readonly result: WellResult;
  readonly events: readonly WorkerEvent[];
}

/** Modules that stand in for those of the start-up data. */
export type StandIns = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How the well is run; what is left out is as usual. */
export interface AloneOptions {
  readonly signal?: AbortSignal;
  readonly standIns?: StandIns;
  readonly tuning?: WorkerTuning;
  readonly memoryBytes?: number | null;
  readonly buffers?: NonNullable<WellServices["buffers"]>;
  readonly helpers?: NonNullable<WellServices["helpers"]>;
  readonly mayBlock?: boolean;
  readonly contributors?: WellTask["contributors"];
  readonly wellFiles?: WellTask["wellFiles"];
}

export async function runAlone(
  { startup: { modules, roots } }: PlateFolders,
  context: ProcessingContext,
  {
    signal = new AbortController().signal,
    standIns = {},
    tuning = {},
    memoryBytes = null,
    buffers,
    helpers,
    mayBlock = false,
    contributors = [],
    wellFiles,
  }: AloneOptions = {},
): Promise<RunAlone> {
  const events: WorkerEvent[] = [];
  const emit = (event: WorkerEvent) => void events.push(event);
  const startup = { modules, roots, runId: "test", tuning };
  const load = moduleLoader(startup, (url) => import(url));
  const task = { wellId: context.axisId, attempt: 1, deadlineMs: null, memoryBytes, contributors };
  const result = await runWell(
    { ...task, context: encodeContext(context), ...(wellFiles === undefined ? {} : { wellFiles }) },
    {
      startup,
      load: async (module) => standIns[module] ?? load(module),
      ...(buffers === undefined ? {} : { buffers }),
      ...(helpers === undefined ? {} : { helpers }),
      mayBlock,
      emit,
      log: new WellLog(context.axisId, emit),
      signal,
      worker: "here",
    },
  );
  return { result, events };
}
