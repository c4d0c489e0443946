import type { ResolvedConfig } from "./resolved-config.ts";

/**
 * What a configuration says of the GPUs of a machine: how many wells use one at the same time, what memory they share,
 * and with which runs.
 */
export type GpuUse = Pick<ResolvedConfig, "maxWorkersPerGpu" | "gpuMemoryBytes" | "gpuMemoryShare" | "gpuSlotsFolder">;
