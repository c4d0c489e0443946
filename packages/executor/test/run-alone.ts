import { encodeContext, type ProcessingContext, type WellResult, type WorkerEvent } from "@ohcs/context";
import { moduleLoader, runWell, WellLog } from "@ohcs/executor";
import type { PlateFolders } from "./plate-folders.ts";

/** One well, run here and now without a runner. */
export interface RunAlone {
  readonly result: WellResult;
  readonly events: readonly WorkerEvent[];
}

/** Modules that stand in for those of the start-up data. */
export type StandIns = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export async function runAlone(
  { startup }: PlateFolders,
  context: ProcessingContext,
  {
    signal = new AbortController().signal,
    standIns = {},
  }: { readonly signal?: AbortSignal; readonly standIns?: StandIns } = {},
): Promise<RunAlone> {
  const events: WorkerEvent[] = [];
  const emit = (event: WorkerEvent) => void events.push(event);
  const load = moduleLoader({ ...startup, runId: "test" }, (url) => import(url));
  const result = await runWell(
    { context: encodeContext(context), wellId: context.axisId, attempt: 1, deadlineMs: null, contributors: [] },
    {
      startup: { ...startup, runId: "test" },
      load: async (module) => standIns[module] ?? load(module),
      emit,
      log: new WellLog(context.axisId, emit),
      signal,
      worker: "here",
    },
  );
  return { result, events };
}
