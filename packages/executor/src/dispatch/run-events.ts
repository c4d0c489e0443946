import type { DispatchEvent, RunEvent, WorkerEvent } from "@ohcs/context";
import { ListenerQueue } from "./listener-queue.ts";

/** Is called for each event, later than the run emits it; what it throws, or rejects with, is ignored. */
export type RunListener = (event: RunEvent) => void;

interface Reader {
  readonly queue: ListenerQueue;
  wake: () => void;
}

/** Numbers the events of one run and hands them to any number of listeners, none of which can hold the run up. */
export class RunEvents implements AsyncIterable<RunEvent> {
  readonly #runId: string;
  readonly #began = performance.now();
  readonly #readers = new Set<Reader>();
  #seq = 0;
  #ended = false;

  constructor(runId: string) {
    this.#runId = runId;
  }

  emit(event: WorkerEvent | DispatchEvent): void {
    if (this.#ended) return;
    const t = Math.round((performance.now() - this.#began) * 1000) / 1000;
    const numbered: RunEvent = { v: 1, seq: this.#seq++, t, runId: this.#runId, ...event };
    for (const { queue, wake } of this.#readers) {
      queue.push(numbered);
      wake();
    }
  }

  /** No more events; iterations end after what they have not yet taken. */
  end(): void {
    this.#ended = true;
    for (const { wake } of this.#readers) wake();
  }

  /** Calls `listener` for every event from now on; returns how to stop that. */
  subscribe(listener: RunListener): () => void {
    const events = this[Symbol.asyncIterator]();
    void forward(events, listener);
    return () => void events.return();
  }

  /** All events from now on; each iteration has a queue of its own. */
  [Symbol.asyncIterator](): Required<Pick<AsyncGenerator<RunEvent, void, void>, "next" | "return">> {
    const reader: Reader = { queue: new ListenerQueue(), wake: () => undefined };
    this.#readers.add(reader);
    return {
      next: () => this.#next(reader),
      return: async () => {
        this.#readers.delete(reader);
        reader.wake();
        return { done: true, value: undefined };
      },
    };
  }

  async #next(reader: Reader): Promise<IteratorResult<RunEvent, void>> {
    for (;;) {
      const value = this.#readers.has(reader) ? reader.queue.shift() : undefined;
      if (value !== undefined) return { done: false, value };
      if (this.#ended || !this.#readers.has(reader)) break;
      await new Promise<void>((resolve) => {
        reader.wake = resolve;
      });
    }
    this.#readers.delete(reader);
    return { done: true, value: undefined };
  }
}

async function forward(events: ReturnType<RunEvents[typeof Symbol.asyncIterator]>, listener: RunListener) {
  for (let next = await events.next(); next.done !== true; next = await events.next()) {
    // A listener's failure is its own: the run goes on, and so do the other listeners.
    try {
      const done: unknown = listener(next.value);
      if (done instanceof Promise) done.catch(() => undefined);
    } catch {}
  }
}
