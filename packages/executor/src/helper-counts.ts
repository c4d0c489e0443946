/** Groups for each helper: one that it computes, and one that waits, so that it never waits for the worker of the well. */
const GROUPS_EACH = 2;

const ROOM = 0;
const HELPERS = 1;

/** How many workers would help with wells of others: written by the slots, read by all of their threads without a message. */
export class HelperCounts {
  /** What the threads share. */
  readonly shared: Int32Array<SharedArrayBuffer>;

  constructor(shared = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT))) {
    this.shared = shared;
  }

  /** Workers that are idle, or that compute a group now. */
  get helpers(): number {
    return Atomics.load(this.shared, HELPERS);
  }

  /** Groups that they would take now. */
  get room(): number {
    return Atomics.load(this.shared, ROOM);
  }

  /** Counts a group that a worker sends, until the slots count it themselves. */
  send(): void {
    Atomics.sub(this.shared, ROOM, 1);
  }

  /** @param groups that were taken and are not computed yet */
  set(helpers: number, groups: number): void {
    Atomics.store(this.shared, HELPERS, helpers);
    Atomics.store(this.shared, ROOM, GROUPS_EACH * helpers - groups);
  }
}
