const BLOCK_BITS = 6;
const GROUP_BITS = 12;

/**
 * A multiset of small integers that keeps the value of one rank at hand while members come and go (Huang's moving
 * histogram, with two coarser levels so that gaps are skipped).
 */
export class RunningHistogram {
  readonly #counts: Int32Array;
  readonly #blocks: Int32Array;
  readonly #groups: Int32Array;
  #value = 0;
  /** How many members lie below `#value`. */
  #below = 0;

  constructor(levels: number) {
    this.#counts = new Int32Array(levels + 1);
    this.#blocks = new Int32Array((levels >> BLOCK_BITS) + 1);
    this.#groups = new Int32Array((levels >> GROUP_BITS) + 1);
  }

  add(value: number): void {
    this.#count(value, 1);
  }

  remove(value: number): void {
    this.#count(value, -1);
  }

  /** The member that `rank` others precede in sorted order. */
  valueOfRank(rank: number): number {
    while (this.#below > rank) this.#stepDown(rank);
    while (this.#below + this.#counts[this.#value]! <= rank) this.#stepUp(rank);
    return this.#value;
  }

  #count(value: number, change: number): void {
    this.#counts[value]! += change;
    this.#blocks[value >> BLOCK_BITS]! += change;
    this.#groups[value >> GROUP_BITS]! += change;
    if (value < this.#value) this.#below += change;
  }

  /** Goes down by the widest span that does not pass the rank. */
  #stepDown(rank: number): void {
    if (this.#atStartOf(GROUP_BITS) && this.#below - this.#groups[(this.#value >> GROUP_BITS) - 1]! > rank) {
      this.#value -= 1 << GROUP_BITS;
      this.#below -= this.#groups[this.#value >> GROUP_BITS]!;
    } else if (this.#atStartOf(BLOCK_BITS) && this.#below - this.#blocks[(this.#value >> BLOCK_BITS) - 1]! > rank) {
      this.#value -= 1 << BLOCK_BITS;
      this.#below -= this.#blocks[this.#value >> BLOCK_BITS]!;
    } else this.#below -= this.#counts[--this.#value]!;
  }

  #stepUp(rank: number): void {
    if (this.#atStartOf(GROUP_BITS) && this.#below + this.#groups[this.#value >> GROUP_BITS]! <= rank) {
      this.#below += this.#groups[this.#value >> GROUP_BITS]!;
      this.#value += 1 << GROUP_BITS;
    } else if (this.#atStartOf(BLOCK_BITS) && this.#below + this.#blocks[this.#value >> BLOCK_BITS]! <= rank) {
      this.#below += this.#blocks[this.#value >> BLOCK_BITS]!;
      this.#value += 1 << BLOCK_BITS;
    } else this.#below += this.#counts[this.#value++]!;
  }

  #atStartOf(bits: number): boolean {
    return (this.#value & ((1 << bits) - 1)) === 0;
  }
}
