const BLOCK_BITS = 8;

/**
 * A multiset of small integers that keeps the value of one rank at hand while members come and go (Huang's moving
 * histogram, with a coarse level so that gaps are skipped).
 */
export class RunningHistogram {
  readonly #counts: Int32Array;
  readonly #blocks: Int32Array;
  #value = 0;
  /** How many members lie below `#value`. */
  #below = 0;

  constructor(levels: number) {
    this.#counts = new Int32Array(levels + 1);
    this.#blocks = new Int32Array((levels >> BLOCK_BITS) + 1);
  }

  add(value: number): void {
    this.#counts[value]!++;
    this.#blocks[value >> BLOCK_BITS]!++;
    if (value < this.#value) this.#below++;
  }

  remove(value: number): void {
    this.#counts[value]!--;
    this.#blocks[value >> BLOCK_BITS]!--;
    if (value < this.#value) this.#below--;
  }

  /** The member that `rank` others precede in sorted order. */
  valueOfRank(rank: number): number {
    while (this.#below > rank) this.#stepDown();
    while (this.#below + this.#counts[this.#value]! <= rank) this.#stepUp();
    return this.#value;
  }

  #stepDown(): void {
    this.#value--;
    if (this.#blocks[this.#value >> BLOCK_BITS] === 0) this.#value = (this.#value >> BLOCK_BITS) << BLOCK_BITS;
    else this.#below -= this.#counts[this.#value]!;
  }

  #stepUp(): void {
    const block = this.#value >> BLOCK_BITS;
    if (this.#blocks[block] === 0) this.#value = (block + 1) << BLOCK_BITS;
    else this.#below += this.#counts[this.#value++]!;
  }
}
