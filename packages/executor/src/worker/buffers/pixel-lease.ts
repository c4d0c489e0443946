import {
  type AllocatePixels,
  bytesPerSample,
  type Dtype,
  dtypeOf,
  type PixelArray,
  type PixelMemory,
  pixelsIn,
} from "@ohcs/context";
import type { ByteAccount } from "../byte-account.ts";

/** What is lent: a buffer, or an array within a larger one. */
type Held = ArrayBufferLike | PixelArray;

/**
 * All arrays of samples that belong to the work on one group, counted in the account of the well, and given back together
 * at its end; those that are still being written then, when they are.
 */
export class PixelLease {
  readonly #memory: PixelMemory;
  readonly #account: ByteAccount;
  readonly #takesViews: boolean;
  readonly #lent = new Set<Held>();
  /** Arrays made elsewhere, and whether their maker may still access them. */
  readonly #adopted = new Map<Held, boolean>();
  readonly #pins = new Map<Held, number>();
  #isEnded = false;
  #bytes = 0;
  #bytesAway = 0;
  #peakBytes = 0;

  /** @param takesViews May arrays be views of a larger buffer? */
  constructor(memory: PixelMemory, account: ByteAccount, takesViews = false) {
    this.#memory = memory;
    this.#account = account;
    this.#takesViews = takesViews;
  }

  /** An array with whatever it held before. @throws `WELL_MEMORY_EXCEEDED` */
  readonly allocate: AllocatePixels = (dtype, length) => {
    this.#hold(length * bytesPerSample(dtype));
    const data = this.#takesViews ? (this.#memory.shared?.allocate(dtype, length) ?? null) : null;
    if (data === null) return this.#takeBuffer(dtype, length);
    this.#lent.add(data);
    return data;
  };

  /** The memory of an array, which it shares with its parts. */
  memoryOf(data: PixelArray): Held {
    return this.#memory.shared?.wholeOf(data) ?? data.buffer;
  }

  /** May an array be given to the functions that this is for? */
  fits(data: PixelArray): boolean {
    return this.#takesViews || !ArrayBuffer.isView(this.memoryOf(data));
  }

  /** The samples in an array that can leave for another worker: those within a larger buffer are copied. */
  movable(data: PixelArray): PixelArray {
    const dtype = dtypeOf(data);
    if (dtype === null || !ArrayBuffer.isView(this.memoryOf(data))) return data;
    this.#hold(data.byteLength);
    const copy = this.#takeBuffer(dtype, data.length);
    copy.set(data);
    return copy;
  }

  /**
   * Counts an array that was made elsewhere, unless it is counted already.
   * @param isShared May its maker still look at it?
   * @throws `WELL_MEMORY_EXCEEDED`
   */
  adopt(data: PixelArray, isShared = true): void {
    const memory = this.memoryOf(data);
    if (this.#lent.has(memory) || this.#adopted.has(memory)) return;
    this.#hold(memory.byteLength);
    this.#adopted.set(memory, isShared);
  }

  /** Stops counting an array that was made elsewhere. */
  disown(data: PixelArray): void {
    const memory = this.memoryOf(data);
    if (this.#adopted.delete(memory)) this.#letGo(memory.byteLength);
  }

  /** Gives an array back before the rest. */
  release(data: PixelArray): void {
    this.#release(this.memoryOf(data));
  }

  /** Takes arrays over that come from another worker. @throws `WELL_MEMORY_EXCEEDED` */
  takeOver(memories: readonly Held[]): void {
    for (const memory of memories) {
      this.#hold(memory.byteLength);
      this.#lent.add(memory);
    }
  }

  /** Gives an array that was lent to a new owner, who will give it to the same memory; false, and nothing done, where it was not lent, or is a part. */
  handOver(data: PixelArray): boolean {
    const memory = this.memoryOf(data);
    if (memory.byteLength !== data.byteLength || !this.#lent.delete(memory)) return false;
    this.#letGo(memory.byteLength);
    return true;
  }

  /** Is the array exclusive: was it allocated here, taken over, or adopted from an owner that released it? */
  owns(data: PixelArray): boolean {
    const memory = this.memoryOf(data);
    return this.#lent.has(memory) || this.#adopted.get(memory) === false;
  }

  /**
   * Lets arrays leave for another worker. They stay counted, and as much as what happens to them there needs at most.
   * Returns what is counted now. @throws `WELL_MEMORY_EXCEEDED`
   */
  sendAway(buffers: readonly ArrayBuffer[], most = 0): number {
    const bytes = sizeOf(buffers);
    this.#hold(Math.max(0, most - bytes));
    for (const buffer of buffers) this.#lent.delete(buffer);
    this.#bytesAway = Math.max(most, bytes);
    return this.#bytesAway;
  }

  /** Takes back the arrays that left; `peakBytes` were held there at most. */
  comeBack(buffers: readonly ArrayBuffer[], peakBytes: number): void {
    const unforeseen = Math.max(0, peakBytes - this.#bytesAway);
    this.#hold(unforeseen);
    this.#letGo(unforeseen + this.#bytesAway - sizeOf(buffers));
    this.#bytesAway = 0;
    for (const buffer of buffers) this.#lent.add(buffer);
  }

  /** The array outlives the end, until it is unpinned as often. */
  pin(data: PixelArray): void {
    const memory = this.memoryOf(data);
    this.#pins.set(memory, (this.#pins.get(memory) ?? 0) + 1);
  }

  unpin(data: PixelArray): void {
    const memory = this.memoryOf(data);
    const pins = (this.#pins.get(memory) ?? 1) - 1;
    if (pins > 0) this.#pins.set(memory, pins);
    else this.#pins.delete(memory);
    if (pins === 0 && this.#isEnded) this.#release(memory);
  }

  /** Gives back all that is not pinned. */
  end(): void {
    this.#isEnded = true;
    this.#letGo(this.#bytesAway);
    this.#bytesAway = 0;
    for (const memory of [...this.#lent, ...this.#adopted.keys()]) if (!this.#pins.has(memory)) this.#release(memory);
  }

  /** Bytes that it holds now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The most that it held. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  #release(memory: Held): void {
    if (this.#adopted.delete(memory)) this.#letGo(memory.byteLength);
    if (!this.#lent.delete(memory)) return;
    this.#letGo(memory.byteLength);
    if (ArrayBuffer.isView(memory)) this.#memory.shared?.release(memory);
    else this.#memory.give(memory as ArrayBuffer);
  }

  #takeBuffer(dtype: Dtype, length: number): PixelArray {
    const buffer = this.#memory.take(length * bytesPerSample(dtype));
    this.#lent.add(buffer);
    return pixelsIn(buffer, dtype, length);
  }

  #hold(bytes: number): void {
    this.#account.hold(bytes);
    this.#bytes += bytes;
    this.#peakBytes = Math.max(this.#peakBytes, this.#bytes);
  }

  #letGo(bytes: number): void {
    this.#account.release(bytes);
    this.#bytes -= bytes;
  }
}

function sizeOf(buffers: readonly ArrayBuffer[]): number {
  return buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
