import { setMaxListeners } from "node:events";
import type { MessagePort } from "node:worker_threads";
import { completeTuning, type RunnerOptions, type RunnerSession, type WellResult, type WellTask } from "@ohcs/context";
import type { HelpedWell, SlotOffer } from "./helped-well.ts";
import { GROUPS_EACH, Loan } from "./loan.ts";
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
 * with the wells of others, group by group; a well goes before all help but that which was promised.
 */
class SlotSession implements RunnerSession {
  readonly #spreads: boolean;
  readonly #slots: Slot[] = [];
  readonly #free: Slot[] = [];
  readonly #waiting: ((slot: Slot) => void)[] = [];
  readonly #loans = new Set<Loan>();
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
    this.#tellOffers();
    try {
      return await slot.run(task, signal, this.#offerTo(null));
    } finally {
      this.#release(slot);
    }
  }

  /** Has a slot that is left over help with a well, or one that helps with it already; where there is none, the port is closed. */
  help(well: HelpedWell, port: MessagePort): void {
    const [slot] = this.#idle;
    const loan = this.#loansFor(well).find(({ hasRoom }) => hasRoom);
    if (slot !== undefined) void this.#lend(slot, well, port);
    else if (loan !== undefined) loan.add(port);
    else port.close();
  }

  async #lend(slot: Slot, well: HelpedWell, port: MessagePort): Promise<void> {
    this.#free.splice(this.#free.indexOf(slot), 1);
    const loan = new Loan(slot, well);
    this.#loans.add(loan);
    await loan.run(port, () => this.#tellOffers());
    this.#loans.delete(loan);
    this.#release(slot);
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

  #tellOffers(): void {
    if (this.#spreads) for (const slot of this.#slots) if (slot.well !== null) slot.tell(this.#offerTo(slot.well));
  }

  /** What slots would do for a well; null for one that has no help yet. */
  #offerTo(well: HelpedWell | null): SlotOffer {
    const [idle, loans] = [this.#idle.length, this.#loansFor(well)];
    const room = GROUPS_EACH * idle + loans.filter(({ hasRoom }) => hasRoom).length;
    return { helpers: idle + loans.length, groups: this.#waiting.length === 0 ? room : 0 };
  }

  #loansFor(well: HelpedWell | null): readonly Loan[] {
    return [...this.#loans].filter((loan) => loan.well === well);
  }

  #nextFree(): Promise<Slot> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      this.#tellOffers();
    });
  }

  #release(slot: Slot): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#keep(slot);
    else next(slot);
    this.#tellOffers();
  }

  #keep(slot: Slot): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => this.#slots.indexOf(a) - this.#slots.indexOf(b));
  }
}

async function closeAll(slots: readonly Slot[]): Promise<void> {
  await Promise.all(slots.map((slot) => slot.close()));
}
