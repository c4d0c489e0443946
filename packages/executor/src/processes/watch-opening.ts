import { longTimer } from "../cancel/long-timer.ts";
import type { ProcessOpening } from "../protocol.ts";

/** What the parent of a worker process knows of its device. */
interface OpeningWatch {
  /** Aborted, for that many ms, where the device did not open. */
  readonly hung: AbortSignal;
  /** Takes a message of the process; those of others say nothing. */
  readonly receive: (message: unknown) => void;
  readonly stop: () => void;
}

/** A worker that is not blocked says itself, within this, that its device does not open; it knows the function. */
const GRACE_MS = 1_000;

/** Waits for a device from outside of its process, whose own timer no driver lets ring that blocks it while it opens. */
export function watchOpening(patienceMs: number): OpeningWatch {
  const hung = new AbortController();
  let timer: ReturnType<typeof longTimer>;
  const stop = () => clearTimeout(timer);
  const receive = (message: unknown): void => {
    const { ohcsOpening } = (message ?? {}) as Partial<ProcessOpening>;
    if (typeof ohcsOpening !== "boolean") return;
    stop();
    if (ohcsOpening) timer = longTimer(() => hung.abort(patienceMs), patienceMs + GRACE_MS);
  };
  return { hung: hung.signal, receive, stop };
}
