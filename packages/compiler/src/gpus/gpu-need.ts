import type { GpuPolicy } from "@ohcs/context";

/** What one call of a function asks of an adapter, as its declaration and the size of its images say. */
export interface GpuNeed {
  readonly function: string;
  readonly policy: GpuPolicy;
  /** Features of WebGPU that its kernels use. */
  readonly features: readonly string[];
  /** Least values by the limit's name in WebGPU (most, for names that begin with `min`): its largest binding, say. */
  readonly limits: Readonly<Record<string, number>>;
  /** What of its images it must be able to bind, in words; null where that is not known, or the whole. */
  readonly band: string | null;
  /** Most bytes that it holds on the device at a time. */
  readonly peakBytes: number;
  /** Can it run on the CPU as well? */
  readonly hasCpuTwin: boolean;
  /** Why its code for a GPU cannot do this call, whatever the adapter; null where it can. */
  readonly obstacle: string | null;
}
