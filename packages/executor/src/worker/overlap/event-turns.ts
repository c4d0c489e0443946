import { eventTurn } from "./event-turn.ts";

/** The longest that a well computes without a turn, if its calls are shorter: much less than a person notices. */
const LONGEST_MS = 20;

/** Turns of the event loop between the calls of one well, in which messages such as a cancellation are processed. */
export class EventTurns {
  #last = performance.now();

  /** Lets it turn where something `isAwaited`, or where it has not for a while. */
  async pause(isAwaited: boolean): Promise<void> {
    if (!isAwaited && performance.now() - this.#last < LONGEST_MS) return;
    await eventTurn();
    this.#last = performance.now();
  }
}
