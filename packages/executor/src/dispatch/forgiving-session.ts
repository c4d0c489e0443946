import type { RunnerOptions, RunnerSession } from "@ohcs/context";

/**
 * A session of which only wells can fail: that one of its workers could not rest, or that it could not be closed, is told in the
 * log, and takes nobody's results away.
 */
export function forgivingSession(session: RunnerSession, onEvent: RunnerOptions["onEvent"]): RunnerSession {
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
