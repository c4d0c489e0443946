import type { MessagePort } from "node:worker_threads";
import type { HelpedWell } from "./helped-well.ts";
import type { Slot } from "./slot.ts";

/** Groups that a helper is given at once: one that it computes, and one so that it need not wait for the well's worker. */
export const GROUPS_EACH = 2;

/** A slot that helps with the well of another one, group by group, for as long as one waits. */
export class Loan {
  readonly well: HelpedWell;
  readonly #slot: Slot;
  readonly #waiting: MessagePort[] = [];

  constructor(slot: Slot, well: HelpedWell) {
    this.#slot = slot;
    this.well = well;
  }

  /** Would it take one group more? */
  get hasRoom(): boolean {
    return this.#waiting.length < GROUPS_EACH - 1;
  }

  /** Has the group wait that comes through `port`. */
  add(port: MessagePort): void {
    this.#waiting.push(port);
  }

  /** Computes the group that comes through `port`, and then those that wait; `onNext` hears when one of them begins. */
  async run(port: MessagePort, onNext: () => void): Promise<void> {
    for (let next: MessagePort | undefined = port; next !== undefined; next = this.#next()) {
      onNext();
      await this.#slot.help(this.well, next);
    }
  }

  /** With the well, or with its own worker, help ends: whatever waits is done by the well's worker, if at all. */
  #next(): MessagePort | undefined {
    if (!this.well.ended.aborted && this.#slot.isOpen) return this.#waiting.shift();
    for (const port of this.#waiting.splice(0)) port.close();
    return undefined;
  }
}
