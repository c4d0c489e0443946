import type { GpuCounts } from "@ohcs/context";

/** Increasing counters. */
export type RunningCounts = { -readonly [Name in keyof GpuCounts]: number };

export function zeroCounts(): RunningCounts {
  return {
    uploads: 0,
    bytesUploaded: 0,
    downloads: 0,
    bytesDownloaded: 0,
    dispatches: 0,
    pipelinesCompiled: 0,
    buffersCreated: 0,
  };
}
