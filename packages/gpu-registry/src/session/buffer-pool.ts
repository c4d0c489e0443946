import type { RunningCounts } from "./running-counts.ts";

/** Buffers of a device that are used again. */
export interface BufferPool {
  take(bytes: number, usage: number): GPUBuffer;
  give(buffer: GPUBuffer): void;
  /** Destroys the idle buffers that were given longest ago, until those left take up no more than `idleBytes`. */
  trim(idleBytes: number): void;
}

/** Buffers serve again for the same size and usage: the planes of a plate are of one size. */
export function bufferPool(device: GPUDevice, counts: RunningCounts): BufferPool {
  const idle = new Set<GPUBuffer>();
  return {
    take(bytes, usage) {
      const known = [...idle].find((buffer) => buffer.size === bytes && buffer.usage === usage);
      if (known === undefined) {
        counts.buffersCreated += 1;
        return device.createBuffer({ size: bytes, usage });
      }
      idle.delete(known);
      return known;
    },
    give: (buffer) => void idle.add(buffer),
    trim(idleBytes) {
      let bytes = [...idle].reduce((sum, { size }) => sum + size, 0);
      for (const buffer of idle) {
        if (bytes <= idleBytes) return;
        bytes -= buffer.size;
        idle.delete(buffer);
        buffer.destroy();
      }
    },
  };
}
