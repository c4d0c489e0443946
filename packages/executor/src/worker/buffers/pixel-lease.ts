import { type AllocatePixels, bytesPerSample, type PixelArray, type PixelMemory, pixelsIn } from "@ohcs/context";
import type { ByteAccount } from "../byte-account.ts";

/**
 * All arrays of samples that belong to the work on one group, counted in the account of the well, and given back together
 * at its end; those that are still being written then, when they are.
 */
export class PixelLease {
  readonly #memory: PixelMemory;
  readonly #account: ByteAccount;
  readonly #lent = new Set<ArrayBufferLike>();
  /** Arrays made elsewhere, and whether their maker may still access them. */
  readonly #adopted = new Map<ArrayBufferLike, boolean>();
  readonly #pins = new Map<ArrayBufferLike, number>();
  #isEnded = false;
  #bytes = 0;
  #bytesAway = 0;
  #peakBytes = 0;

  constructor(memory: PixelMemory, account: ByteAccount) {
    this.#memory = memory;
    this.#account = account;
  }

  /** An array with whatever it held before. @throws `WELL_MEMORY_EXCEEDED` */
  readonly allocate: AllocatePixels = (dtype, length) => {
    const bytes = length * bytesPerSample(dtype);
    this.#hold(bytes);
    const buffer = this.#memory.take(bytes);
    this.#lent.add(buffer);
    return pixelsIn(buffer, dtype, length);
  };

  /**
   * Counts an array that was made elsewhere, unless it is counted already.
   * @param isShared May its maker still look at it?
   * @throws `WELL_MEMORY_EXCEEDED`
   */
  adopt({ buffer }: PixelArray, isShared = true): void {
    if (this.#lent.has(buffer) || this.#adopted.has(buffer)) return;
    this.#hold(buffer.byteLength);
    this.#adopted.set(buffer, isShared);
  }

  /** Stops counting an array that was made elsewhere. */
  disown({ buffer }: PixelArray): void {
    if (this.#adopted.delete(buffer)) this.#letGo(buffer.byteLength);
  }

  /** Gives an array back before the rest. */
  release(data: PixelArray): void {
    this.disown(data);
    if (!this.#lent.delete(data.buffer)) return;
    this.#letGo(data.buffer.byteLength);
    this.#memory.give(data.buffer as ArrayBuffer);
  }

  /** Takes arrays over that come from another worker. @throws `WELL_MEMORY_EXCEEDED` */
  takeOver(buffers: readonly ArrayBuffer[]): void {
    for (const buffer of buffers) {
      this.#hold(buffer.byteLength);
      this.#lent.add(buffer);
    }
  }

  /** Gives an array that was lent to a new owner, who will give it to the same memory; false, and nothing done, where it was not lent. */
  handOver({ buffer }: PixelArray): boolean {
    const isLent = this.#lent.delete(buffer);
    if (isLent) this.#letGo(buffer.byteLength);
    return isLent;
  }

  /** Is the array exclusive: was it allocated here, taken over, or adopted from an owner that released it? */
  owns({ buffer }: PixelArray): boolean {
    return this.#lent.has(buffer) || this.#adopted.get(buffer) === false;
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
  pin({ buffer }: PixelArray): void {
    this.#pins.set(buffer, (this.#pins.get(buffer) ?? 0) + 1);
  }

  unpin(data: PixelArray): void {
    const pins = (this.#pins.get(data.buffer) ?? 1) - 1;
    if (pins > 0) this.#pins.set(data.buffer, pins);
    else this.#pins.delete(data.buffer);
    if (pins === 0 && this.#isEnded) this.release(data);
  }

  /** Gives back all that is not pinned. */
  end(): void {
    this.#isEnded = true;
    this.#letGo(this.#bytesAway);
    this.#bytesAway = 0;
    for (const buffer of [...this.#lent, ...this.#adopted.keys()])
      if (!this.#pins.has(buffer)) this.release(new Uint8Array(buffer));
  }

  /** Bytes that it holds now. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The most that it held. */
  get peakBytes(): number {
    return this.#peakBytes;
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
