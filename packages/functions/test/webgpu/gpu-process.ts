import type { FunctionInput, FunctionResult, GpuCounts } from "@ohcs/context";
import type { Plane } from "@ohcs/functions/kernels";
import { type SoftwareDriver, startDriverProcess } from "@ohcs/testkit/gpu-drivers";

/** One kernel with its arguments after the planes; `stack`: all planes are its first argument. */
export interface GpuStep {
  readonly kernel: string;
  readonly stack?: boolean;
  readonly args?: readonly unknown[];
}

/** What is uploaded, and what it passes through before the last result is downloaded. */
export interface GpuJob {
  readonly planes: readonly Plane[];
  readonly steps: readonly GpuStep[];
}

/** One function of the catalogue: images are uploaded, and its image is downloaded. */
export interface GpuCall {
  readonly call: string;
  readonly inputs: Readonly<Record<string, FunctionInput>>;
  readonly params: unknown;
  /** In a session of its own, whose memory is watched. */
  readonly watch?: boolean;
  /** In a session whose kernels take no more of a plane. */
  readonly maxBindingBytes?: number;
}

/** What a call gave, and the most bytes of buffers that the device held for it at a time, where they were watched. */
export interface GpuCallResult extends FunctionResult {
  readonly peakBytes?: number;
}

export interface GpuReply {
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
  /** What this job added. */
  readonly counts: GpuCounts;
}

const entry = new URL("../fixtures/webgpu-process.mjs", import.meta.url);

/** A process that holds a device of this driver; its greeting names the adapter that it found. */
export const startGpuProcess = (driver: SoftwareDriver) =>
  startDriverProcess<{ readonly adapter: string | null }, GpuJob | GpuCall, GpuReply>(entry, driver);

export type GpuProcess = Awaited<ReturnType<typeof startGpuProcess>>;
