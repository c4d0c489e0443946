import { fail } from "../errors.ts";
import type { LeaseEnd } from "./gpu-lease.ts";

/** After this many crashes in a row a slot is not used again. */
const CRASHES_UNTIL_RETIRED = 3;

interface Waiter {
  readonly take: (slot: number) => void;
  readonly refuse: (error: Error) => void;
}

/**
 * The slots of one adapter in this process: requests are served in order, and a slot whose worker crashed {@link
 * CRASHES_UNTIL_RETIRED} times in a row is retired. Taking a slot is one synchronous step, hence atomic.
 */
export class SlotQueue {
  readonly #adapter: string;
  readonly #free: number[];
  readonly #crashes: number[];
  readonly #waiting: Waiter[] = [];
  #retired = 0;

  constructor(adapter: string, slots: number) {
    this.#adapter = adapter;
    this.#free = Array.from({ length: slots }, (_, slot) => slot);
    this.#crashes = this.#free.map(() => 0);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get retired(): number {
    return this.#retired;
  }

  /** Slots that are not retired. */
  get usable(): number {
    return this.#crashes.length - this.#retired;
  }

  /** The lowest free slot, or the next that is released. @throws `GPU_NO_SLOTS`, `GPU_LEASE_CANCELLED` */
  async take(signal: AbortSignal | null): Promise<number> {
    if (signal?.aborted) throw cancelled(this.#adapter);
    if (this.usable === 0) throw this.#exhausted();
    const slot = this.#free.shift();
    return slot ?? this.#wait(signal);
  }

  /** A slot that was not used keeps its count of crashes. */
  giveBack(slot: number, end: LeaseEnd | "unused"): void {
    const before = this.#crashes[slot] ?? 0;
    const crashes = { crashed: before + 1, finished: 0, unused: before }[end];
    this.#crashes[slot] = crashes;
    if (crashes >= CRASHES_UNTIL_RETIRED) this.#retire();
    else this.#offer(slot);
  }

  #offer(slot: number): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next.take(slot);
    else this.#free.splice(this.#free.findLastIndex((other) => other < slot) + 1, 0, slot);
  }

  #retire(): void {
    this.#retired += 1;
    if (this.usable > 0) return;
    for (const { refuse } of this.#waiting.splice(0)) refuse(this.#exhausted());
  }

  #wait(signal: AbortSignal | null): Promise<number> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
        reject(cancelled(this.#adapter));
      };
      const settled = (): void => signal?.removeEventListener("abort", leave);
      const waiter: Waiter = {
        take: (slot) => {
          settled();
          resolve(slot);
        },
        refuse: (error) => {
          settled();
          reject(error);
        },
      };
      this.#waiting.push(waiter);
      signal?.addEventListener("abort", leave, { once: true });
    });
  }

  #exhausted(): Error {
    const why = this.#retired > 0 ? `all ${this.#retired} were retired after crashes` : "it has none";
    return fail("GPU_NO_SLOTS", `Cannot use GPU '${this.#adapter}': no slot is available, ${why}`, {
      details: { adapter: this.#adapter, retired: this.#retired },
    });
  }
}

/** The error of a cancelled wait. */
export function cancelled(adapter: string): Error {
  return fail("GPU_LEASE_CANCELLED", `Cannot use GPU '${adapter}': the wait for a slot was cancelled`, {
    details: { adapter },
  });
}
