import type { RunnerSession, WellResult, WellRunner, WellTask, WorkerEvent, WorkerStartup } from "@ohcs/context";

/** How a well of another machine runs here. */
export interface SlotWork {
  readonly task: WellTask;
  /** The start-up data, and what distinguishes it from that of other runs. */
  readonly startup: WorkerStartup;
  readonly startupKey: string;
  /** Aborts the well. */
  readonly stop: AbortSignal;
  /** Ends its worker. */
  readonly end: AbortSignal;
  readonly onEvent: (event: WorkerEvent) => void;
}

interface Slot {
  session: { readonly key: string; readonly opened: Promise<RunnerSession> } | null;
  onEvent: (event: WorkerEvent) => void;
  isFree: boolean;
}

/**
 * The wells that this machine runs at a time, each in a session of its own with one worker: to end one touches no other. A worker
 * stays for the next well of the same run.
 */
export class Slots {
  readonly #runner: WellRunner;
  readonly #slots: readonly Slot[];
  readonly #waiting: (() => void)[] = [];

  constructor(runner: WellRunner, count: number) {
    this.#runner = runner;
    this.#slots = Array.from({ length: count }, () => ({ session: null, onEvent: () => undefined, isFree: true }));
  }

  async run(work: SlotWork): Promise<WellResult> {
    const slot = await this.#free(work.startupKey);
    const end = () => void this.#end(slot);
    try {
      const session = await this.#session(slot, work);
      slot.onEvent = work.onEvent;
      work.end.addEventListener("abort", end);
      if (work.end.aborted) end();
      return await session.run(work.task, work.stop);
    } finally {
      work.end.removeEventListener("abort", end);
      slot.isFree = true;
      this.#waiting.shift()?.();
    }
  }

  /** Ends all workers; what runs ends as cancelled. */
  async close(): Promise<void> {
    await Promise.all(this.#slots.map((slot) => this.#end(slot)));
  }

  /** One with a worker of the same run, where there is one. */
  async #free(key: string): Promise<Slot> {
    const free = this.#slots.filter(({ isFree }) => isFree);
    const slot =
      free.find(({ session }) => session?.key === key) ?? free.find(({ session }) => session === null) ?? free[0];
    if (slot !== undefined) {
      slot.isFree = false;
      return slot;
    }
    await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    return this.#free(key);
  }

  async #session(slot: Slot, { startup, startupKey: key }: SlotWork): Promise<RunnerSession> {
    if (slot.session?.key !== key) {
      await this.#end(slot);
      const opened = this.#runner.start({ width: 1, startup, onEvent: (event) => slot.onEvent(event) });
      slot.session = { key, opened };
      opened.catch(() => {
        slot.session = null;
      });
    }
    return (slot.session as NonNullable<Slot["session"]>).opened;
  }

  async #end(slot: Slot): Promise<void> {
    const { session } = slot;
    slot.session = null;
    await (await session?.opened.catch(() => null))?.close();
  }
}
