import { longTimer } from "../cancel/long-timer.ts";

/** How a run is ended: first gracefully, and after a grace period, or on a second request, at once. */
export class Cancellation {
  readonly #kind = new AbortController();
  readonly #now = new AbortController();
  readonly #graceMs: number;
  readonly #forget: () => void;
  #timer: ReturnType<typeof longTimer>;

  constructor(graceMs: number, outside?: AbortSignal) {
    this.#graceMs = graceMs;
    const cancel = () => this.cancel();
    this.#forget = () => outside?.removeEventListener("abort", cancel);
    if (outside?.aborted) this.cancel();
    else outside?.addEventListener("abort", cancel, { once: true });
  }

  /** Aborted when no further well may start, and running ones are to stop soon. */
  get signal(): AbortSignal {
    return this.#kind.signal;
  }

  /** Aborted when running wells are to be ended from outside. */
  get now(): AbortSignal {
    return this.#now.signal;
  }

  cancel(): void {
    if (this.#kind.signal.aborted) this.#now.abort();
    else this.#beginGrace();
  }

  /** The run is over: ends the grace period, and leaves nothing behind at a signal that outlives it. */
  dispose(): void {
    this.#forget();
    clearTimeout(this.#timer);
  }

  #beginGrace(): void {
    this.#kind.abort();
    this.#timer = longTimer(() => this.#now.abort(), this.#graceMs);
  }
}
