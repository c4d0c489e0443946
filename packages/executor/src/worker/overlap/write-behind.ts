/** What is to be written, and what it needs as long as that takes. */
interface PendingWrite {
  readonly bytes: number;
  readonly begin: () => void;
  /** Resolves to what is to be done about it once those before are written, too. */
  readonly write: () => Promise<() => void>;
  readonly end: () => void;
}

interface Failure {
  readonly index: number;
  readonly error: unknown;
}

/**
 * Writes of one well in the background during computing, limited in number and bytes. What was written is noted in order. No
 * write is started after a failure, and the next call throws the failure that is first in order.
 */
export class WriteBehind {
  readonly #width: number;
  readonly #mostBytes: number;
  readonly #running = new Set<Promise<void>>();
  #begun = 0;
  /** What is to be done about writes that have ended, while one before them has not. */
  readonly #notes = new Map<number, () => void>();
  #noted = 0;
  #bytes = 0;
  #failure: Failure | null = null;

  /** @param mostBytes What may be under way; a single write may be larger. */
  constructor(width: number, mostBytes: number) {
    this.#width = width;
    this.#mostBytes = mostBytes;
  }

  /** Begins a write as soon as those before leave room for it. @throws what an earlier one threw */
  async add(pending: PendingWrite): Promise<void> {
    while (!this.#hasRoom(pending.bytes)) await Promise.race(this.#running);
    if (this.#failure !== null) await this.drain();
    pending.begin();
    this.#bytes += pending.bytes;
    const running = this.#run(this.#begun++, pending.write).finally(() => {
      pending.end();
      this.#bytes -= pending.bytes;
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

  #hasRoom(bytes: number): boolean {
    const { size } = this.#running;
    return size === 0 || (size < this.#width && this.#bytes + bytes <= this.#mostBytes);
  }

  async #run(index: number, write: PendingWrite["write"]): Promise<void> {
    try {
      this.#note(index, await write());
    } catch (error) {
      if (this.#failure === null || index < this.#failure.index) this.#failure = { index, error };
      this.#note(index, () => undefined);
    }
  }

  #note(index: number, note: () => void): void {
    this.#notes.set(index, note);
    for (let next = this.#notes.get(this.#noted); next !== undefined; next = this.#notes.get(this.#noted)) {
      this.#notes.delete(this.#noted++);
      next();
    }
  }
}
