import { setMaxListeners } from "node:events";
import type { RunnerOptions, RunnerSession, WellResult, WellTask } from "@ohcs/context";
import { Slot } from "./slot.ts";
import { type MemoryWatch, watchMemory } from "./watch-memory.ts";
import type { WorkerKind } from "./worker-handle.ts";

/**
 * Slots that stand ready, each with a worker; where `isMemoryShort` is given, it is asked again and again, and decides
 * whether one of them must end. @throws `WORKER_NOT_STARTED` where any worker does not start */
export async function startSlots(
  kind: WorkerKind,
  { width, startup, onEvent }: RunnerOptions,
  isMemoryShort: (() => boolean) | null = null,
): Promise<RunnerSession> {
  const slots = Array.from({ length: width }, (_, i) => new Slot(`${kind.name}-${i + 1}`, kind, startup, onEvent));
  const opened = await Promise.allSettled(slots.map((slot) => slot.open()));
  const failed = opened.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await closeAll(slots);
    throw failed.reason;
  }
  return new SlotSession(slots, isMemoryShort === null ? null : watchMemory(slots, isMemoryShort));
}

/** Gives wells to free slots, the first in line first; whoever asks when none is free waits. */
class SlotSession implements RunnerSession {
  readonly #slots: readonly Slot[];
  readonly #watch: MemoryWatch | null;
  readonly #free: Slot[];
  readonly #waiting: ((slot: Slot) => void)[] = [];

  constructor(slots: readonly Slot[], watch: MemoryWatch | null) {
    this.#slots = slots;
    this.#watch = watch;
    this.#free = [...slots];
  }

  get width(): number {
    return this.#slots.length;
  }

  async run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    // Every slot that runs a well listens, however many there are.
    setMaxListeners(0, signal);
    const slot = this.#free.shift() ?? (await this.#nextFree());
    try {
      return await slot.run(task, signal);
    } finally {
      this.#release(slot);
    }
  }

  async rest(width: number): Promise<void> {
    const beyond = this.#slots.slice(width);
    const idle = this.#free.filter((slot) => beyond.includes(slot));
    for (const slot of idle) this.#free.splice(this.#free.indexOf(slot), 1);
    await Promise.all(idle.map((slot) => slot.rest()));
    for (const slot of idle) this.#release(slot);
  }

  close(): Promise<void> {
    this.#watch?.stop();
    return closeAll(this.#slots);
  }

  #nextFree(): Promise<Slot> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#keep(slot);
    else next(slot);
  }

  #keep(slot: Slot): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => this.#slots.indexOf(a) - this.#slots.indexOf(b));
  }
}

async function closeAll(slots: readonly Slot[]): Promise<void> {
  await Promise.all(slots.map((slot) => slot.close()));
}
