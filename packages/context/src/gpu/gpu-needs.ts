import type { TObject } from "@sinclair/typebox";
import type { GpuDtype } from "./gpu-plane.ts";

/** What the kernels of a function ask of an adapter, whatever its images are, and which calls they take. */
export interface GpuNeeds {
  /** Features of WebGPU that they use. */
  readonly features: readonly string[];
  /** Least values of WebGPU's limits where its defaults do not suffice. */
  readonly limits: Readonly<Record<string, number>>;
  /** The sample types that its images may have there. */
  readonly accepts: readonly GpuDtype[];
  /**
   * JSON Schema that the parameters of a call must match besides the function's own, with defaults filled in and lengths in
   * px: a call that does not runs on the CPU. Null where all do.
   */
  readonly params: TObject | null;
  /**
   * Most bytes that they hold on the device at a time, upload and download included, as a multiple of 4 bytes for each pixel
   * of all inputs; up to 1 MiB that does not grow with the images is left out.
   */
  readonly memoryFactor: number;
}
