import { fail } from "../errors.ts";

/** Bytes of one well: what it holds now and at most, and what it read since the last step began. */
export class ByteAccount {
  readonly #limit: number | null;
  #held = 0;
  #peak = 0;
  #read = 0;

  /** @param limit The most that may be held; null for no limit. */
  constructor(limit: number | null) {
    this.#limit = limit;
  }

  /** Counts bytes, before they are allocated where that is possible. @throws `WELL_MEMORY_EXCEEDED` */
  hold(bytes: number): void {
    const held = this.#held + bytes;
    if (this.#limit !== null && held > this.#limit) throw exceeded(this.#limit, held);
    this.#held = held;
    this.#peak = Math.max(this.#peak, held);
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }

  read(bytes: number): void {
    this.#read += bytes;
  }

  get heldBytes(): number {
    return this.#held;
  }

  get peakBytes(): number {
    return this.#peak;
  }

  /** What may still be held; null for no limit. */
  get spareBytes(): number | null {
    return this.#limit === null ? null : this.#limit - this.#held;
  }

  /** Bytes read since the last call. */
  takeRead(): number {
    const bytes = this.#read;
    this.#read = 0;
    return bytes;
  }
}

function exceeded(limit: number, needed: number): Error {
  const message = `Cannot hold the well's images: expected at most ${limit} bytes, got ${needed}`;
  return fail("WELL_MEMORY_EXCEEDED", message, { details: { limitBytes: limit, neededBytes: needed } });
}
