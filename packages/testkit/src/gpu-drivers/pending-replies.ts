/** A greeting, a job or a reply with its number: a greeting's is 0, a reply has that of its job. */
export interface Numbered {
  readonly id: number;
  readonly value: unknown;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Replies on their way. A late reply is never attributed to another job. */
export class PendingReplies {
  readonly #waiting = new Map<number, Waiting>();
  #expected = 0;
  #failure: Error | null = null;

  /** The next number, and a promise of its reply. */
  expect(): { readonly id: number; readonly reply: Promise<unknown> } {
    const id = this.#expected++;
    const reply = new Promise<unknown>((resolve, reject) => {
      if (this.#failure === null) this.#waiting.set(id, { resolve, reject });
      else reject(this.#failure);
    });
    return { id, reply };
  }

  receive({ id, value }: Numbered): void {
    this.#waiting.get(id)?.resolve(value);
    this.#waiting.delete(id);
  }

  /** Rejects all pending and later replies. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#failure);
    this.#waiting.clear();
  }
}
