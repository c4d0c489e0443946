import type { GpuAdapter, GpuInventory } from "@ohcs/context";
import type { GpuNeed } from "../src/gpus/gpu-need.ts";

const LIMITS = {
  maxBufferSize: 2 ** 32 - 1,
  maxStorageBufferBindingSize: 2 ** 27,
  minStorageBufferOffsetAlignment: 256,
};

/** A hardware adapter of an inventory. */
export function sampleAdapter(id: string, fields: Partial<GpuAdapter> = {}): GpuAdapter {
  return { id, name: id, software: false, slots: 1, memoryBytes: 1e9, limits: LIMITS, features: [], ...fields };
}

/** A call that prefers a GPU. */
export function sampleNeed(fields: Partial<GpuNeed> = {}): GpuNeed {
  const required = { features: [], limits: {}, band: null, peakBytes: 1e6, obstacle: null };
  return { function: "gaussianBlur", policy: "prefer", hasCpuTwin: true, ...required, ...fields };
}

/** The host facts of a machine with these adapters. */
export function inventoryOf(...adapters: readonly GpuAdapter[]): GpuInventory {
  return { specVersion: 1, adapters };
}
