import { fail } from "../errors.ts";

/**
 * Whose turn it is with a plate. Work that takes a while checks the state at its beginning and sets it at its end: were two at
 * work, the later end would undo what the earlier one brought about.
 */
export class PlateTurn {
  #action: string | null = null;

  /** Nobody else is let at the plate until `work` has ended. @throws `TRANSITION_ILLEGAL` while something else is at work */
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
    throw fail("TRANSITION_ILLEGAL", `Cannot ${action}: expected a plate that nothing is done with, got '${busy}'`, {
      details: { action, busy },
    });
  }
}
