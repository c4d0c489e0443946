/** When workers are ended because the memory of the machine runs short. */
export interface MemoryGuard {
  /** Bytes of the machine that are to stay free. @default a sixteenth of its memory, at most 512 MiB */
  readonly reserveBytes?: number;
  /**
   * Resident bytes that the workers may hold even where less is free: then others are to blame. Of `processes` it is what one
   * worker may hold. @default half of the machine's memory, for processes divided by their number
   */
  readonly allowanceBytes?: number;
}

/** A guard with numbers for everything. */
export interface MemoryLimits extends Required<MemoryGuard> {
  /** Resident bytes that are too many whatever is free, because the machine or container has no more. */
  readonly ceilingBytes: number;
}

/** What there is, bytes. */
export interface MemoryReading {
  readonly residentBytes: number;
  readonly freeBytes: number;
}

const MOST_RESERVE = 512 * 2 ** 20;

/** The limits on a machine, or in a container, of that much memory, for one of `parts` that share it. */
export function limitsOf(
  { reserveBytes, allowanceBytes }: MemoryGuard,
  memoryBytes: number,
  parts: number,
): MemoryLimits {
  const reserve = reserveBytes ?? Math.min(memoryBytes / 16, MOST_RESERVE);
  const allowance = allowanceBytes ?? memoryBytes / 2 / parts;
  return {
    reserveBytes: reserve,
    allowanceBytes: allowance,
    ceilingBytes: Math.max(allowance, memoryBytes - reserve),
  };
}

/** Must a worker be ended? */
export function isMemoryShort(
  { residentBytes, freeBytes }: MemoryReading,
  { reserveBytes, allowanceBytes, ceilingBytes }: MemoryLimits,
): boolean {
  return residentBytes > ceilingBytes || (freeBytes < reserveBytes && residentBytes > allowanceBytes);
}
