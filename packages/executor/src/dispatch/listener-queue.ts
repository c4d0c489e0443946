import type { RunEvent } from "@ohcs/context";

const LIMIT = 10_000;

/** Events that may be dropped, in this order; events of a start or an end are never dropped. */
const LOSSES = [["stepProgress"], ["log", "quality", "wellQueued"]] as const satisfies RunEvent["type"][][];

const LOSS_OF: ReadonlyMap<RunEvent["type"], number> = new Map(
  LOSSES.flatMap((types, loss) => types.map((type) => [type, loss] as const)),
);

/**
 * Events that one listener has not yet taken. A listener that falls behind loses progress events first, and is then
 * notified of the number; the run never waits for it.
 */
export class ListenerQueue {
  readonly #limit: number;
  #events: RunEvent[] = [];
  #dropped = 0;
  /** Of the events that wait, how many belong to each of the losses. */
  readonly #losable = LOSSES.map(() => 0);

  constructor(limit = LIMIT) {
    this.#limit = limit;
  }

  push(event: RunEvent): void {
    const isFull = this.#events.length >= this.#limit;
    if (isFull && lossOf(event) >= 0) this.#dropped++;
    else this.#add(event);
    if (isFull && lossOf(event) < 0) this.#makeRoom();
  }

  /** The next event, or undefined where there is none. */
  shift(): RunEvent | undefined {
    const next = this.#events[0];
    if (next === undefined || this.#dropped === 0) return this.#take();
    const { v, seq, t, runId } = next;
    const notice: RunEvent = { v, seq, t, runId, type: "dropped", count: this.#dropped };
    this.#dropped = 0;
    return notice;
  }

  #add(event: RunEvent): void {
    this.#events.push(event);
    this.#count(event, 1);
  }

  #take(): RunEvent | undefined {
    const event = this.#events.shift();
    if (event !== undefined) this.#count(event, -1);
    return event;
  }

  #count(event: RunEvent, by: number): void {
    const loss = lossOf(event);
    if (loss >= 0) this.#losable[loss] = (this.#losable[loss] ?? 0) + by;
  }

  /** Drops what is lost first, of what waits; where nothing may be, the queue grows. */
  #makeRoom(): void {
    const loss = this.#losable.findIndex((count) => count > 0);
    if (loss < 0) return;
    this.#dropped += this.#losable[loss] ?? 0;
    this.#losable[loss] = 0;
    this.#events = this.#events.filter((event) => lossOf(event) !== loss);
  }
}

/** Which of the losses an event belongs to; -1 for one that is kept. */
function lossOf({ type }: RunEvent): number {
  return LOSS_OF.get(type) ?? -1;
}
