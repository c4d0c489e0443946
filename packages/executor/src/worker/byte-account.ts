/** Bytes of one well: what it holds now and at most, and what it moved since the last step began. */
export class ByteAccount {
  #held = 0;
  #peak = 0;
  #read = 0;
  #written = 0;

  hold(bytes: number): void {
    this.#held += bytes;
    this.#peak = Math.max(this.#peak, this.#held);
  }

  release(bytes: number): void {
    this.#held -= bytes;
  }

  read(bytes: number): void {
    this.#read += bytes;
  }

  wrote(bytes: number): void {
    this.#written += bytes;
  }

  get peakBytes(): number {
    return this.#peak;
  }

  /** Bytes read and written since the last call. */
  takeTraffic(): { readonly readBytes: number; readonly writtenBytes: number } {
    const traffic = { readBytes: this.#read, writtenBytes: this.#written };
    this.#read = 0;
    this.#written = 0;
    return traffic;
  }
}
