import type { RunEvent } from "@ohcs/context";

const LIMIT = 10_000;

/** What tells the start or end of something is never dropped. */
const DROPPABLE: ReadonlySet<RunEvent["type"]> = new Set([
  "stepProgress",
  "log",
  "quality",
  "stepStarted",
  "wellQueued",
]);

/**
 * Events that one listener has not yet taken. A listener that falls behind loses progress first, and then hears how much
 * it lost; the run never waits for it.
 */
export class ListenerQueue {
  readonly #limit: number;
  #events: RunEvent[] = [];
  #dropped = 0;

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  push(event: RunEvent): void {
    if (this.#events.length < this.#limit) this.#events.push(event);
    else if (DROPPABLE.has(event.type)) this.#dropped++;
    else this.#pushAndDrop(event);
  }

  /** The next event, or undefined where there is none. */
  shift(): RunEvent | undefined {
    const next = this.#events[0];
    if (next === undefined || this.#dropped === 0) return this.#events.shift();
    const { v, seq, t, runId } = next;
    const notice: RunEvent = { v, seq, t, runId, type: "dropped", count: this.#dropped };
    this.#dropped = 0;
    return notice;
  }

  /** Makes room among what may be dropped, progress first; where nothing may be, the queue grows. */
  #pushAndDrop(event: RunEvent): void {
    this.#events.push(event);
    const progress = this.#events.filter(({ type }) => type !== "stepProgress");
    const kept = progress.length < this.#events.length ? progress : progress.filter(({ type }) => !DROPPABLE.has(type));
    this.#dropped += this.#events.length - kept.length;
    this.#events = kept;
  }
}
