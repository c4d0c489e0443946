import type { RunnerOptions, RunnerSession, WellRunner } from "@ohcs/context";
import { inlineRunner } from "../inline/inline-runner.ts";

/** Workers that are ready, and why they are not the requested ones. */
export interface StartedSession {
  readonly session: RunnerSession;
  readonly runnerName: string;
  readonly fallbackReason: string | null;
}

/**
 * Starts the requested runner; if its workers cannot start, wells run in the calling thread instead, unless they were to
 * run on other machines. @throws what a remote runner throws
 */
export async function startSession(runner: WellRunner, options: RunnerOptions): Promise<StartedSession> {
  try {
    const session = forgivingSession(await runner.start(options), options.onEvent);
    return { session, runnerName: runner.name, fallbackReason: null };
  } catch (error) {
    if (runner.isRemote) throw error;
    const session = await inlineRunner().start({ ...options, width: 1 });
    const fallbackReason = error instanceof Error ? error.message : String(error);
    return { session, runnerName: "inline", fallbackReason };
  }
}

/**
 * A session in which only wells can fail: other failures, such as of resting a worker or closing, are logged, and lose
 * no results.
 */
function forgivingSession(session: RunnerSession, onEvent: RunnerOptions["onEvent"]): RunnerSession {
  const forgive = async (act: string, work: () => Promise<void> | undefined) => {
    try {
      await work();
    } catch (error) {
      const text = `Cannot ${act} workers: ${error instanceof Error ? error.message : String(error)}`;
      onEvent({ type: "log", well: null, level: "warn", text });
    }
  };
  return {
    width: session.width,
    run: (task, signal) => session.run(task, signal),
    rest: (width) => forgive("rest", () => session.rest?.(width)),
    close: () => forgive("close", () => session.close()),
  };
}
