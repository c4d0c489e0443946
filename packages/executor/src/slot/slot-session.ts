import { setMaxListeners } from "node:events";
import { completeTuning, type RunnerOptions, type RunnerSession, type WellResult, type WellTask } from "@ohcs/context";
import type { HelperCounts } from "../helper-counts.ts";
import { type SharedGroup, Slot } from "./slot.ts";
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
  const session: SlotSession = new SlotSession(completeTuning(startup.tuning).spread ? kind.counts : null);
  const listener = { onEvent, onHelp: (group: SharedGroup) => session.help(group) };
  const own = { ...startup, workers: width };
  const slots = Array.from({ length: width }, (_, i) => new Slot(`${kind.name}-${i + 1}`, kind, own, listener));
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
 * Assigns wells to free slots in order of request; requests wait if none is free. Idle slots compute groups for other
 * wells, one at a time; wells have priority.
 */
class SlotSession implements RunnerSession {
  readonly #counts: HelperCounts | null;
  readonly #slots: Slot[] = [];
  readonly #free: Slot[] = [];
  readonly #waiting: ((slot: Slot) => void)[] = [];
  readonly #groups: SharedGroup[] = [];
  /** Slots that compute a group now. */
  #helping = 0;
  #watch: MemoryWatch | null = null;

  /** @param counts what workers know of helpers; null where there are none */
  constructor(counts: HelperCounts | null) {
    this.#counts = counts;
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
    const next = new Promise<Slot>((resolve) => void this.#waiting.push(resolve));
    this.#assign();
    const slot = await next;
    try {
      return await slot.run(task, signal);
    } finally {
      this.#release(slot);
    }
  }

  /** Has a group computed by a slot that is left over, at once or after another group; its port is closed where there is none. */
  help(group: SharedGroup): void {
    if (this.#counts === null) group.port.close();
    else this.#groups.push(group);
    this.#assign();
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

  #release(slot: Slot): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => this.#slots.indexOf(a) - this.#slots.indexOf(b));
    this.#assign();
  }

  /** Gives out what waits, and says how many slots would help now. */
  #assign(): void {
    for (let slot = this.#free[0]; slot !== undefined && this.#waiting.length > 0; slot = this.#free[0]) {
      this.#free.shift();
      this.#waiting.shift()?.(slot);
    }
    if (this.#counts === null) return;
    for (const slot of this.#idle) {
      const group = this.#nextGroup();
      if (group !== undefined) void this.#lend(slot, group);
    }
    if (this.#waiting.length > 0 || this.#helping === 0) for (const { port } of this.#groups.splice(0)) port.close();
    const helpers = this.#waiting.length > 0 ? 0 : this.#idle.length + this.#helping;
    this.#counts.set(helpers, this.#helping + this.#groups.length);
  }

  /** Slots that would help: no well waits for them, and their workers stand ready, so that help starts none. */
  get #idle(): readonly Slot[] {
    return this.#waiting.length === 0 ? this.#free.filter(({ isOpen }) => isOpen) : [];
  }

  /** With the well, or with its own worker, help ends. */
  #nextGroup(): SharedGroup | undefined {
    for (let group = this.#groups.shift(); group !== undefined; group = this.#groups.shift()) {
      if (!group.ended.aborted) return group;
      group.port.close();
    }
    return undefined;
  }

  async #lend(slot: Slot, group: SharedGroup): Promise<void> {
    this.#free.splice(this.#free.indexOf(slot), 1);
    this.#helping++;
    await slot.help(group);
    this.#helping--;
    this.#release(slot);
  }
}

async function closeAll(slots: readonly Slot[]): Promise<void> {
  await Promise.all(slots.map((slot) => slot.close()));
}
