import type { FunctionInput } from "@ohcs/context";
import type { Plane } from "@ohcs/kernels";
import type { GpuReply as SessionReply } from "@ohcs/testkit";
import { type SoftwareDriver, startDriverProcess } from "@ohcs/testkit/gpu-drivers";

/** One kernel with its arguments after the planes; `stack`: all planes are its first argument. */
interface GpuStep {
  readonly kernel: string;
  readonly stack?: boolean;
  readonly args?: readonly unknown[];
}

/** In which session a job is done: in that of all, unless something is said here. */
export interface GpuJobManner {
  /** In a session of its own, whose memory is watched. */
  readonly watch?: boolean;
  /** In a session of its own, whose kernels take no more of a plane. */
  readonly maxBindingBytes?: number;
}

/** What is uploaded, and what it passes through before the last result is downloaded. */
interface GpuJob extends GpuJobManner {
  readonly planes: readonly Plane[];
  readonly steps: readonly GpuStep[];
}

/** One function of the catalogue: images are uploaded, and its image is downloaded. */
interface GpuCall extends GpuJobManner {
  readonly call: string;
  readonly inputs: Readonly<Record<string, FunctionInput>>;
  readonly params: unknown;
}

export interface GpuReply extends SessionReply {
  /** The most bytes of buffers that the device held for it at a time, where it had a session of its own. */
  readonly peakBytes?: number;
}

const fixture = (name: string) => new URL(`../fixtures/${name}.mjs`, import.meta.url);

export interface Greeting {
  readonly adapter: string | null;
  /** The most bytes that a process's device binds. */
  readonly bindingBytes?: number;
}

/** A process that holds a device of this driver; its greeting names the adapter that it found. */
export const startGpuProcess = (driver: SoftwareDriver) =>
  startDriverProcess<Greeting, GpuJob | GpuCall, GpuReply>(fixture("webgpu-process"), driver);

export type GpuProcess = Awaited<ReturnType<typeof startGpuProcess>>;
