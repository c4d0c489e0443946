import type { WorkerEvent } from "@ohcs/context";
import type { WorkerReply } from "../protocol.ts";

/**
 * Events on their way out of a worker, in their order. Each is sent at once, but the end of a step may wait for the
 * next message, the start of another step or the result: this saves a wake-up.
 */
export class EventOutbox {
  readonly #post: (events: readonly WorkerEvent[]) => void;
  #waiting: readonly WorkerEvent[] = [];
  #count = 0;

  constructor(post: (events: readonly WorkerEvent[]) => void) {
    this.#post = post;
  }

  /** @param mayWait Is the time of steps not measured outside? */
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
  close(): Pick<WorkerReply, "events" | "pending"> {
    const pending = this.#waiting;
    this.#waiting = [];
    return { events: this.#count, pending };
  }
}
