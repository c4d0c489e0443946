/** How items are prepared, and how unused ones are discarded. */
interface Preparation<Item, Ready> {
  readonly prepare: (item: Item) => Promise<Ready>;
  readonly discard: (ready: Ready) => void;
}

/**
 * Prepares items in order, some before their turn. A failure is thrown when its item is requested, and taken items are
 * released.
 */
export class ReadAhead<Item, Ready> {
  readonly #items: readonly Item[];
  readonly #preparation: Preparation<Item, Ready>;
  /** Begun, and not taken yet. */
  readonly #begun: Promise<Ready>[] = [];
  #next = 0;
  #busy = 0;

  constructor(items: readonly Item[], preparation: Preparation<Item, Ready>) {
    this.#items = items;
    this.#preparation = preparation;
  }

  /** The next item in order, made ready. */
  take(): Promise<Ready> {
    if (this.#begun.length === 0) this.begin();
    const next = this.#begun.shift();
    return next ?? Promise.reject(new RangeError("Cannot read ahead: expected another item, got none"));
  }

  /** Begins with the next item that was not begun yet. */
  begin(): void {
    const item = this.#items[this.#next];
    if (item === undefined) return;
    this.#next++;
    this.#busy++;
    const ready = this.#preparation.prepare(item).finally(() => {
      this.#busy--;
    });
    // The failure is thrown to the consumer of the item; until then it is unhandled.
    ready.catch(() => undefined);
    this.#begun.push(ready);
  }

  /** Items in preparation that were not taken yet. */
  get ahead(): number {
    return this.#begun.length;
  }

  get isDone(): boolean {
    return this.#next === this.#items.length;
  }

  get isIdle(): boolean {
    return this.#busy === 0;
  }

  /** Waits for items in preparation, and discards those that were not taken. */
  async close(): Promise<void> {
    const left = await Promise.allSettled(this.#begun.splice(0));
    for (const one of left) if (one.status === "fulfilled") this.#preparation.discard(one.value);
  }
}
