import type { PixelArray } from "../plane.ts";

interface Block {
  readonly start: number;
  readonly end: number;
  readonly data: PixelArray;
}

/** Arrays that are lent within one buffer, from its end down: what is below the lowest of them is free for others. */
export class LentBlocks {
  readonly #buffer: ArrayBuffer;
  /** The highest first. */
  readonly #blocks: Block[] = [];
  #deepest: number;

  constructor(buffer: ArrayBuffer) {
    this.#buffer = buffer;
    this.#deepest = buffer.byteLength;
  }

  /** An array like `like` at the highest address where there are `room` bytes for it; null where that would be below `floor`. */
  lend<T extends PixelArray>(like: T, length: number, room: number, floor: number): T | null {
    let end = this.#buffer.byteLength;
    let place = 0;
    for (; place < this.#blocks.length; place++) {
      const block = this.#blocks[place]!;
      if (end - block.end >= room) break;
      end = block.start;
    }
    const start = end - room;
    if (start < floor) return null;
    const ArrayType = like.constructor as new (buffer: ArrayBuffer, offset: number, length: number) => T;
    const data = new ArrayType(this.#buffer, start, length);
    this.#blocks.splice(place, 0, { start, end, data });
    this.#deepest = Math.min(this.#deepest, start);
    return data;
  }

  /** Takes the array back that lies where `data` begins, if there is one. */
  takeBack({ buffer, byteOffset }: PixelArray): void {
    if (buffer !== this.#buffer) return;
    const place = this.#blocks.findIndex(({ start }) => start === byteOffset);
    if (place >= 0) this.#blocks.splice(place, 1);
  }

  /** The array that was lent of which `data` is a part, or which it is; null for others. */
  wholeOf({ buffer, byteOffset }: PixelArray): PixelArray | null {
    if (buffer !== this.#buffer) return null;
    return this.#blocks.find(({ start, end }) => byteOffset >= start && byteOffset < end)?.data ?? null;
  }

  /** The lowest address that is lent, or the end. */
  get lowest(): number {
    return this.#blocks.at(-1)?.start ?? this.#buffer.byteLength;
  }

  /** How many bytes were ever lent, with all between them. */
  get usedBytes(): number {
    return this.#buffer.byteLength - this.#deepest;
  }
}
