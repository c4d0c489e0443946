/** Something that keeps what it needs alive until it is done. */
interface Held {
  retain(): void;
  end(): void;
}

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/**
 * Writes that go on beside the computing, a few at a time. Nothing is begun after a failure, and whoever asks next hears
 * of the failure that came first in order.
 */
export class WriteBehind {
  readonly #width: number;
  readonly #running = new Set<Promise<void>>();
  #begun = 0;
  #failure: Failure | null = null;

  constructor(width: number) {
    this.#width = width;
  }

  /** Begins `write` as soon as one of the others has ended; `held` lives until it is done. @throws what an earlier one threw */
  async add(held: Held, write: () => Promise<void>): Promise<void> {
    while (this.#running.size >= this.#width) await Promise.race(this.#running);
    if (this.#failure !== null) await this.drain();
    held.retain();
    const running = this.#run(this.#begun++, write).finally(() => {
      held.end();
      this.#running.delete(running);
    });
    this.#running.add(running);
  }

  /** Waits for all writes. @throws what the first of them threw */
  async drain(): Promise<void> {
    const failure = await this.settle();
    if (failure !== null) throw failure.error;
  }

  /** Waits for all writes; the failure that came first in order, or null. */
  async settle(): Promise<{ readonly error: unknown } | null> {
    while (this.#running.size > 0) await Promise.all(this.#running);
    return this.#failure;
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  async #run(index: number, write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (this.#failure === null || index < this.#failure.index) this.#failure = { index, error };
    }
  }
}
