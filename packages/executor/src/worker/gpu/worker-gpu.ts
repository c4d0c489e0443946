import type { GpuCounts, GpuSession } from "@ohcs/context";

/** The device of a worker, which belongs to one well after the other. */
export interface WorkerGpu {
  /** Opens the device with the first call. @throws `GPU_ADAPTER_GONE`, `GPU_DEVICE_REFUSED`, `GPU_HUNG` */
  session(): Promise<GpuSession>;
  /** Frees all planes, those that a failed function left behind among them: a chain ended in an error. */
  reset(): void;
  /** What was done since the worker began. */
  counts(): GpuCounts;
  /** Is the device lost, hung, or was it not to be had? Then the worker is of no more use. */
  readonly isSpoiled: boolean;
}
