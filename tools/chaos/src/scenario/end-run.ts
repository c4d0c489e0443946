import { untilGone } from "../program/living-processes.ts";
import type { Ended, Program } from "../program/start-program.ts";
import type { Ending } from "./scenario.ts";

/** The exit codes of runs that end by themselves once they are told to, as shells expect them; others are killed. */
export const EXIT_CODES: Readonly<Partial<Record<Ending, number>>> = {
  interrupt: 130,
  interruptTwice: 130,
  interruptGroup: 130,
  terminateGroup: 143,
};

/** How a run was ended. */
export interface RunEnd extends Ended {
  /** Did the run still go on when it was ended? */
  readonly met: boolean;
  /** Time until no process of the run was left after the end of the parent, ms. */
  readonly orphanMs: number;
  readonly left: readonly number[];
}

const SIGNALS: Readonly<Record<Ending, { readonly signal: NodeJS.Signals; readonly isForAll: boolean }>> = {
  group: { signal: "SIGKILL", isForAll: true },
  parent: { signal: "SIGKILL", isForAll: false },
  interrupt: { signal: "SIGINT", isForAll: false },
  interruptTwice: { signal: "SIGINT", isForAll: false },
  interruptGroup: { signal: "SIGINT", isForAll: true },
  terminateGroup: { signal: "SIGTERM", isForAll: true },
};
const PATIENCE_MS = 30_000;
const BETWEEN_INTERRUPTS_MS = 20;

/** Ends the run and waits until no process of it is left. */
export async function endRun({ pid, ended }: Program, ending: Ending): Promise<RunEnd> {
  const { signal, isForAll } = SIGNALS[ending];
  const met = send(isForAll ? -pid : pid, signal);
  if (ending === "interruptTwice") {
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_INTERRUPTS_MS));
    send(pid, "SIGINT");
  }
  const end = await ended;
  const began = performance.now();
  const left = await untilGone(pid, PATIENCE_MS);
  return { ...end, met, left, orphanMs: Math.round(performance.now() - began) };
}

/** False where there is nothing any more that could be signalled. */
function send(target: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
