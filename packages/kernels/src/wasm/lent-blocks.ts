interface Block {
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
}

/** Blocks of an address space that are lent, from its end down: what is below the lowest of them is free for others. */
export class LentBlocks {
  readonly #end: number;
  /** The highest first. */
  readonly #blocks: Block[] = [];
  #deepest: number;

  constructor(end: number) {
    this.#end = end;
    this.#deepest = end;
  }

  /** The highest address at which `bytes` bytes are free, and `room` with what is kept free behind them; null where that would be below `floor`. */
  lend(bytes: number, room: number, floor: number): number | null {
    let end = this.#end;
    let place = 0;
    for (; place < this.#blocks.length; place++) {
      const block = this.#blocks[place]!;
      if (end - block.end >= room) break;
      end = block.start;
    }
    const start = end - room;
    if (start < floor) return null;
    this.#blocks.splice(place, 0, { start, end, bytes });
    this.#deepest = Math.min(this.#deepest, start);
    return start;
  }

  /** Takes back the block at an address, if there is one. */
  takeBack(start: number): void {
    const place = this.#blocks.findIndex((block) => block.start === start);
    if (place >= 0) this.#blocks.splice(place, 1);
  }

  /** Is exactly this a block? */
  has(start: number, bytes: number): boolean {
    return this.#blocks.some((block) => block.start === start && block.bytes === bytes);
  }

  /** The lowest address that is lent, or the end. */
  get lowest(): number {
    return this.#blocks.at(-1)?.start ?? this.#end;
  }

  /** How many bytes were ever lent, with all between them. */
  get usedBytes(): number {
    return this.#end - this.#deepest;
  }
}
