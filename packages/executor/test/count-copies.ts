/** Bytes that JavaScript copied from array to array since counting began. */
export interface CopyCount {
  readonly seen: string[];
  readonly stop: () => void;
}

interface Arrays {
  set: (source: ArrayLike<number>, offset?: number) => void;
  copyWithin: (...args: number[]) => unknown;
}

/** Counts copies of at least `least` bytes by `set`, `copyWithin` and `Buffer.copy`; `slice` makes an array, and counts there. */
export function countCopies(least: number): CopyCount {
  const seen: string[] = [];
  const note = (what: string, bytes: number) => void (bytes >= least && seen.push(`${what} ${bytes}`));
  const arrays = Object.getPrototypeOf(Uint8Array.prototype) as Arrays;
  const { set, copyWithin } = arrays;
  const { copy } = Buffer.prototype;
  arrays.set = function counted(this: Uint8Array, source, offset) {
    note("set", source.length * this.BYTES_PER_ELEMENT);
    set.call(this, source, offset);
  };
  arrays.copyWithin = function counted(this: Uint8Array, ...args) {
    note("copyWithin", this.byteLength);
    return copyWithin.apply(this, args);
  };
  Buffer.prototype.copy = function counted(this: Buffer, ...args: Parameters<typeof copy>) {
    const bytes = copy.apply(this, args);
    note("copy", bytes);
    return bytes;
  };
  const stop = () => {
    Object.assign(arrays, { set, copyWithin });
    Buffer.prototype.copy = copy;
  };
  return { seen, stop };
}
