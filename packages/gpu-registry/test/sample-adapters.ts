import type { GpuAdapter } from "@ohcs/context";
import type { AdapterRecord, GpuNeed, GpuProbe } from "@ohcs/gpu-registry";

const LIMITS = {
  maxBufferSize: 2 ** 32 - 1,
  maxStorageBufferBindingSize: 2 ** 27,
  minStorageBufferOffsetAlignment: 256,
};

/** The record of a GPU that passed its self-test. */
export function sampleRecord(fields: Partial<AdapterRecord> = {}): AdapterRecord {
  return {
    id: "gpu-a",
    name: "GPU A",
    backend: "vulkan",
    copies: 1,
    vendor: "vendor",
    architecture: "architecture",
    description: "",
    software: false,
    subgroupSizes: null,
    features: ["shader-f16"],
    limits: LIMITS,
    selfTest: { passed: true, ms: 1, message: null },
    ...fields,
  };
}

/** What was found: these adapters. */
export function sampleProbe(...adapters: readonly AdapterRecord[]): GpuProbe {
  return { specVersion: 1, provider: "sample", adapters, reason: null, notes: [] };
}

/** A hardware adapter of an inventory. */
export function sampleAdapter(id: string, fields: Partial<GpuAdapter> = {}): GpuAdapter {
  return { id, name: id, software: false, slots: 1, memoryBytes: 1e9, limits: LIMITS, features: [], ...fields };
}

/** A call that would rather run on a GPU. */
export function sampleNeed(fields: Partial<GpuNeed> = {}): GpuNeed {
  const asked = { features: [], limits: {}, peakBytes: 1e6 };
  return { function: "gaussianBlur", policy: "prefer", hasCpuTwin: true, ...asked, ...fields };
}
