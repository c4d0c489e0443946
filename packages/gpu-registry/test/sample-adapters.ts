import type { AdapterRecord, GpuProbe } from "@ohcs/gpu-registry";

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

/** A probe result with these adapters. */
export function sampleProbe(...adapters: readonly AdapterRecord[]): GpuProbe {
  return { specVersion: 1, provider: "sample", adapters, reason: null, notes: [] };
}
