/**
 * Finds GPUs, tests that they compute, and shares their slots. Everything here is platform-neutral: code for Node is in
 * `@ohcs/gpu-registry/host` (probing in processes, sharing between runs) and `@ohcs/gpu-registry/dawn` (Dawn).
 */
export { type GpuErrorCode, gpuErrors } from "./errors.ts";
export type { AdapterFacts, AdapterRecord, SelfTestResult } from "./probe/adapter-record.ts";
export { type GpuAbsence, type GpuProbe, inspectGpus } from "./probe/inspect-gpus.ts";
export { selfTest } from "./probe/self-test.ts";
export type { GpuProvider, ListedAdapter } from "./provider/gpu-provider.ts";
export { type WebGpu, webGpuProvider } from "./provider/web-gpu-provider.ts";
export { createGpuRegistry, type GpuRegistry, type GpuRegistryParts } from "./registry/gpu-registry.ts";
export type { GpuSettings } from "./registry/gpu-settings.ts";
export type { AdapterStatus, GpuStatus } from "./registry/gpu-status.ts";
export type { AdapterMemory, SlotCount, VendorMemory } from "./registry/slot-count.ts";
export type { GpuLease, LeaseEnd } from "./slots/gpu-lease.ts";
export type { GiveBack, SlotExchange } from "./slots/slot-exchange.ts";
export type { LeaseCounts } from "./slots/slot-table.ts";
