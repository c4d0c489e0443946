import type { ResolvedConfig } from "./config-schema.ts";

/**
 * The GPU part of a configuration: how many wells use one at the same time, how much memory they share, and with which
 * other runs.
 */
export type GpuUse = Pick<ResolvedConfig, "maxWorkersPerGpu" | "gpuMemoryBytes" | "gpuMemoryShare" | "gpuSlotsFolder">;
