import type { CommandRecorder } from "./command-recorder.ts";
import type { RunningCounts } from "./running-counts.ts";

/** Buffers of a device that are used again. */
export interface BufferPool {
  /** A buffer to be used from now on. Idle ones give way to a new one, see {@link bufferPool}. */
  take(bytes: number, usage: number): GPUBuffer;
  /** A buffer that is used no more. */
  give(buffer: GPUBuffer): void;
  /** Destroys a buffer that is still used. */
  discard(buffer: GPUBuffer): void;
  /** Destroys the idle buffers that were given longest ago, until those left take up no more than `idleBytes`. */
  trim(idleBytes: number): void;
}

/**
 * Buffers serve again for the same size and usage: the planes of a plate are of one size. Where sizes differ, idle buffers are
 * destroyed before a new one is created: beside those in use no more than `idleBytes` are kept, or what was in use at once
 * before. What was recorded with them is submitted first.
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
    // Opens the scopes that catch what goes wrong.
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
