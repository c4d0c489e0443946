import type { WorkerEvent } from "@ohcs/context";
import { within } from "./time.ts";

const LONGEST_WAIT_MS = 1_000;

/** Counts the events of one worker, so that a well's result can wait for those that are still on their way. */
export class EventInbox {
  readonly #listen: (event: WorkerEvent) => void;
  #received = 0;
  #wake: () => void = () => undefined;

  constructor(listen: (event: WorkerEvent) => void) {
    this.#listen = listen;
  }

  receive(events: readonly WorkerEvent[]): void {
    this.#received += events.length;
    for (const event of events) this.#listen(event);
    this.#wake();
  }

  /** Resolves when `count` events have come, or will not. */
  async settled(count: number): Promise<void> {
    if (this.#received >= count) return;
    const all = new Promise<void>((resolve) => {
      this.#wake = () => void (this.#received >= count && resolve());
    });
    await within(all, LONGEST_WAIT_MS);
  }
}
