import { completeTuning, type PixelMemory, type SharedPlanes, type WorkerStartup } from "@ohcs/context";
import { sharedPlanes } from "./shared-planes.ts";

interface FreeBuffer {
  readonly buffer: ArrayBuffer;
  /** The well that used it last. */
  readonly well: number;
}

/** How many wells memory waits for its next use: reading ahead makes equal wells need a little more or less. */
const PATIENCE = 4;

/**
 * Memory for samples that goes from well to well of one worker, by its exact size. What some wells did not use is dropped,
 * so that the pool never holds more than those needed at once.
 */
export class BufferPool implements PixelMemory {
  readonly #free = new Map<number, FreeBuffer[]>();
  readonly shared: SharedPlanes | null;
  #well = 0;
  #made = 0;

  constructor(shared: SharedPlanes | null = null) {
    this.shared = shared;
  }

  take(bytes: number): ArrayBuffer {
    const free = this.#free.get(bytes)?.pop();
    if (free !== undefined) return free.buffer;
    this.#made++;
    return new ArrayBuffer(bytes);
  }

  give(buffer: ArrayBuffer): void {
    const free = this.#free.get(buffer.byteLength) ?? [];
    free.push({ buffer, well: this.#well });
    this.#free.set(buffer.byteLength, free);
  }

  /** A well has ended. */
  endWell(): void {
    for (const [bytes, free] of this.#free) {
      const used = free.filter(({ well }) => well > this.#well - PATIENCE);
      if (used.length === 0) this.#free.delete(bytes);
      else this.#free.set(bytes, used);
    }
    this.#well++;
  }

  /** Drops all that waits: what comes next has no use for it. */
  drop(): void {
    this.#free.clear();
    this.shared?.drop();
  }

  /** Buffers made so far. */
  get made(): number {
    return this.#made;
  }

  /** Bytes that wait to be used again. */
  get freeBytes(): number {
    return [...this.#free].reduce((sum, [bytes, free]) => sum + bytes * free.length, 0);
  }
}

/** Memory from the platform for each array, and back to its garbage collection. */
export const freshMemory: PixelMemory = { take: (bytes) => new ArrayBuffer(bytes), give: () => undefined };

/** The pool of a worker, or null where buffers are not to be used again. */
export function openBuffers({ tuning }: Pick<WorkerStartup, "tuning">): BufferPool | null {
  return completeTuning(tuning).reuseBuffers ? new BufferPool(sharedPlanes) : null;
}
