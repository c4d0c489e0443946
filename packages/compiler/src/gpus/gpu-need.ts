import type { GpuPolicy } from "@ohcs/context";

/** The requirements of one call on an adapter, from its declaration and the size of its images. */
export interface GpuNeed {
  readonly function: string;
  readonly policy: GpuPolicy;
  /** Features of WebGPU that its kernels use. */
  readonly features: readonly string[];
  /** Minimal limits by name in WebGPU (maximal, for names that begin with `min`): the largest binding, for example. */
  readonly limits: Readonly<Record<string, number>>;
  /** The part of its images that it must bind, in words; null if that is unknown, or the whole. */
  readonly band: string | null;
  /** Most bytes that it holds on the device at a time. */
  readonly peakBytes: number;
  /** Can it also run on the CPU? */
  readonly hasCpuTwin: boolean;
  /** Why its GPU code cannot run this call on any adapter; null if it can. */
  readonly obstacle: string | null;
}
