import { fail } from "../errors.ts";

/**
 * Serializes work on a plate. Long work checks the state at its beginning and sets it at its end: with two in parallel,
 * the later end would undo the earlier one's result.
 */
export class PlateTurn {
  #action: string | null = null;

  /** Runs `work` exclusively on the plate. @throws `TRANSITION_ILLEGAL` while something else is at work */
  async take<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
    this.expectFree(action);
    this.#action = action;
    try {
      return await work();
    } finally {
      this.#action = null;
    }
  }

  /** @throws `TRANSITION_ILLEGAL` while something is at work */
  expectFree(action: string): void {
    const busy = this.#action;
    if (busy === null) return;
    throw fail("TRANSITION_ILLEGAL", `Cannot ${action}: the plate is busy: '${busy}'`, {
      details: { action, busy },
    });
  }
}
