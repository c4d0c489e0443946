import type { RunnerOptions, RunnerSession, WellRunner } from "@ohcs/context";
import { inlineRunner } from "../inline/inline-runner.ts";
import { forgivingSession } from "./forgiving-session.ts";

/** Workers that stand ready, and why they are not the ones that were asked for. */
export interface StartedSession {
  readonly session: RunnerSession;
  readonly runnerName: string;
  readonly fallbackReason: string | null;
}

/** Starts the runner that was asked for; where its workers cannot start, wells run in the calling thread instead. */
export async function startSession(runner: WellRunner, options: RunnerOptions): Promise<StartedSession> {
  try {
    const session = forgivingSession(await runner.start(options), options.onEvent);
    return { session, runnerName: runner.name, fallbackReason: null };
  } catch (error) {
    const session = await inlineRunner().start({ ...options, width: 1 });
    const fallbackReason = error instanceof Error ? error.message : String(error);
    return { session, runnerName: "inline", fallbackReason };
  }
}
