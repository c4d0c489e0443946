/** Longer than an answer from memory takes. */
const PROMPT_MS = 1;
/** How often in a row one kept us waiting, until calls are made apart. */
const MOST_LATE = 3;
/** How many are then made apart, until one is tried again. */
const CALLS_APART = 1000;
/** After this long others have a turn. */
const TURN_MS = 20;

/**
 * Small calls of a file system, such as asking for the size of a file: made in this thread as long as they are answered from
 * memory, since handing one to another thread costs several times the answer; made apart where a disk or a network keeps us
 * waiting. What they return is the same.
 */
export class PromptCalls {
  #late = 0;
  #apart = 0;
  #turn = performance.now();

  async make<Result>(here: () => Result | Promise<Result>, apart: () => Promise<Result>): Promise<Result> {
    if (this.#apart > 0) {
      this.#apart--;
      return apart();
    }
    if (performance.now() - this.#turn > TURN_MS) {
      this.#turn = performance.now();
      await new Promise((resolve) => setTimeout(resolve));
    }
    const began = performance.now();
    try {
      return here();
    } finally {
      this.#late = performance.now() - began > PROMPT_MS ? this.#late + 1 : 0;
      if (this.#late >= MOST_LATE) [this.#late, this.#apart] = [0, CALLS_APART];
    }
  }
}
