import { setMaxListeners } from "node:events";
import type { MessagePort } from "node:worker_threads";
import { completeTuning, type RunnerOptions, type RunnerSession, type WellResult, type WellTask } from "@ohcs/context";
import { type HelpedWell, Slot } from "./slot.ts";
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
  const session: SlotSession = new SlotSession(kind.spreads && completeTuning(startup.tuning).spread);
  const hear = { onEvent, onHelp: (well: HelpedWell, port: MessagePort) => session.help(well, port) };
  const slots = Array.from({ length: width }, (_, i) => new Slot(`${kind.name}-${i + 1}`, kind, startup, hear));
  const opened = await Promise.allSettled(slots.map((slot) => slot.open()));
  const failed = opened.find((one) => one.status === "rejected");
  if (failed !== undefined) {
    await closeAll(slots);
    throw failed.reason;
  }
  session.add(slots, isMemoryShort === null ? null : watchMemory(slots, isMemoryShort));
  return session;
}

/**
 * Gives wells to free slots, the first in line first; whoever asks when none is free waits. Slots that are left over help
 * with the wells of others, a group at a time; a well goes before help.
 */
class SlotSession implements RunnerSession {
  readonly #spreads: boolean;
  readonly #slots: Slot[] = [];
  readonly #free: Slot[] = [];
  readonly #waiting: ((slot: Slot) => void)[] = [];
  #watch: MemoryWatch | null = null;

  constructor(spreads: boolean) {
    this.#spreads = spreads;
  }

  add(slots: readonly Slot[], watch: MemoryWatch | null): void {
    this.#slots.push(...slots);
    this.#free.push(...slots);
    this.#watch = watch;
  }

  get width(): number {
    return this.#slots.length;
  }

  async run(task: WellTask, signal: AbortSignal): Promise<WellResult> {
    // Every slot that runs a well or helps with one listens, however many there are.
    setMaxListeners(0, signal);
    const slot = this.#free.shift() ?? (await this.#nextFree());
    this.#tellIdle();
    try {
      return await slot.run(task, signal, this.#idle.length);
    } finally {
      this.#release(slot);
    }
  }

  /** Has a slot that is left over help with a well; where there is none, the port is closed. */
  help(well: HelpedWell, port: MessagePort): void {
    const [slot] = this.#idle;
    if (slot === undefined) port.close();
    else this.#lend(slot, well, port);
  }

  #lend(slot: Slot, well: HelpedWell, port: MessagePort): void {
    this.#free.splice(this.#free.indexOf(slot), 1);
    this.#tellIdle();
    void slot.help(well, port).finally(() => this.#release(slot));
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

  /** Slots that would help: no well waits for them, and their workers stand ready, so that help starts none. */
  get #idle(): readonly Slot[] {
    return this.#spreads && this.#waiting.length === 0 ? this.#free.filter(({ isOpen }) => isOpen) : [];
  }

  #tellIdle(): void {
    if (this.#spreads) for (const slot of this.#slots) slot.tell(this.#idle.length);
  }

  #nextFree(): Promise<Slot> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #release(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#keep(slot);
    else next(slot);
    this.#tellIdle();
  }

  #keep(slot: Slot): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => this.#slots.indexOf(a) - this.#slots.indexOf(b));
  }
}

async function closeAll(slots: readonly Slot[]): Promise<void> {
  await Promise.all(slots.map((slot) => slot.close()));
}
