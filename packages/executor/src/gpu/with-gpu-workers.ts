import type { RunnerSession, WellResult, WellTask } from "@ohcs/context";
import { fail } from "../errors.ts";
import { toWellError } from "../well/place.ts";
import { WellTimer } from "../well/well-timer.ts";

/** A session that gives wells to `gpus` where they need one, and all others, those that fell back among them, to `session`. */
export function withGpuWorkers(
  session: RunnerSession,
  gpus: Pick<RunnerSession, "run" | "close"> | null,
): RunnerSession {
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
