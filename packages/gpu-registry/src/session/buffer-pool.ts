import type { CommandRecorder } from "./command-recorder.ts";
import type { RunningCounts } from "./running-counts.ts";

/** Reusable buffers of a device. */
interface BufferPool {
  /** A buffer for use from now on. Idle ones are destroyed for a new one, see {@link bufferPool}. */
  take(bytes: number, usage: number): GPUBuffer;
  /** Returns a buffer that is no longer used. */
  give(buffer: GPUBuffer): void;
  /** Destroys a buffer that is in use. */
  discard(buffer: GPUBuffer): void;
  /** Destroys idle buffers, the longest idle first, until the rest take no more than `idleBytes`. */
  trim(idleBytes: number): void;
}

/**
 * Buffers are reused for the same size and usage: the planes of a plate are of one size. Where sizes differ, idle
 * buffers are destroyed before a new one is created: besides those in use at most `idleBytes` are kept, or as much as
 * was in use at once before. Commands recorded with them are submitted first.
 */
export function bufferPool(
  device: GPUDevice,
  counts: RunningCounts,
  recorder: Pick<CommandRecorder, "encoder" | "submit">,
  idleBytes: number,
): BufferPool {
  const idle = new Set<GPUBuffer>();
  let used = 0;
  let mostUsed = 0;
  const trim = (most: number): void => {
    let bytes = [...idle].reduce((sum, { size }) => sum + size, 0);
    if (bytes > most) recorder.submit();
    for (const buffer of idle) {
      if (bytes <= most) return;
      bytes -= buffer.size;
      idle.delete(buffer);
      buffer.destroy();
    }
  };
  const create = (size: number, usage: number): GPUBuffer => {
    trim(Math.max(idleBytes, mostUsed - used));
    // Opens the error scopes.
    recorder.encoder();
    counts.buffersCreated += 1;
    return device.createBuffer({ size, usage });
  };
  return {
    take(bytes, usage) {
      const known = [...idle].find((buffer) => buffer.size === bytes && buffer.usage === usage);
      if (known !== undefined) idle.delete(known);
      used += bytes;
      mostUsed = Math.max(mostUsed, used);
      return known ?? create(bytes, usage);
    },
    give(buffer) {
      used -= buffer.size;
      idle.add(buffer);
    },
    discard(buffer) {
      used -= buffer.size;
      buffer.destroy();
    },
    trim,
  };
}
