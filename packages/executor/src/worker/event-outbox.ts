import type { WorkerEvent } from "@ohcs/context";
import type { WorkerReply } from "../protocol.ts";

/**
 * Events on their way out of a worker, in their order. Each goes at once, but the end of a step may wait for what is told
 * next, be it the start of another step or the result: a message less to wake somebody up for.
 */
export class EventOutbox {
  readonly #post: (events: readonly WorkerEvent[]) => void;
  #waiting: readonly WorkerEvent[] = [];
  #count = 0;

  constructor(post: (events: readonly WorkerEvent[]) => void) {
    this.#post = post;
  }

  /** @param mayWait Does nobody outside count the time of steps? */
  add(event: WorkerEvent, mayWait = false): void {
    this.#count++;
    const events = [...this.#waiting, event];
    if (mayWait && event.type === "stepFinished") this.#waiting = events;
    else {
      this.#waiting = [];
      this.#post(events);
    }
  }

  /** The end of a reply: what still waits, and how many events there were in all. */
  close(): Pick<WorkerReply, "events" | "told"> {
    const told = this.#waiting;
    this.#waiting = [];
    return { events: this.#count, told };
  }
}
