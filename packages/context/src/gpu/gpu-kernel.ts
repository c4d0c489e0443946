import type { GpuPlane } from "./gpu-plane.ts";

/** One WGSL kernel over one-dimensional invocations, and the planes it works on. */
export interface GpuKernel {
  /** For messages. */
  readonly name: string;
  /** Planes that are read, by the name of their array in the code. */
  readonly reads?: Readonly<Record<string, GpuPlane>>;
  /** Planes that are written, or read and written in place. A plane is in only one of the three lists. */
  readonly writes?: Readonly<Record<string, GpuPlane>>;
  /** uint32 planes that the code sees as arrays of `atomic<u32>`. */
  readonly counters?: Readonly<Record<string, GpuPlane>>;
  /** How many invocations; any number. */
  readonly threads: number;
  /**
   * WGSL with a function `compute(i: u32)`, called once for each i in 0 … threads − 1, in no order. Sizes and constants are
   * written into it; kernels of equal code share a pipeline.
   */
  readonly code: string;
}
