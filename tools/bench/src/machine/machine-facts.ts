import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** What figures depend on besides the code. */
export interface MachineFacts {
  readonly node: string;
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** Runnable processes on average over the last minute, before anything began; more than `cores` means a busy machine. */
  readonly loadAverage: number;
}

export function machineFacts(): MachineFacts {
  const [load = 0] = loadavg();
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    loadAverage: load,
  };
}
