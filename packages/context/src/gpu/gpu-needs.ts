import type { TObject } from "@sinclair/typebox";
import type { GpuHalo } from "./gpu-halo.ts";
import type { GpuDtype } from "./gpu-plane.ts";

/** What the kernels of a function require of an adapter, for any images, and which calls they support. */
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
  /** Do they work on planes larger than what a device binds to a kernel, by rows of them? */
  readonly bands: boolean;
  /**
   * At most how many rows above and below a pixel its result depends on, for kernels that work by rows. A band has them on both
   * sides, so that a call whose rows do not fit into a binding runs on the CPU.
   */
  readonly halo: number | GpuHalo;
  /**
   * Device memory that grows with the stack: a multiple of 4 bytes for each pixel of all input planes, usually 2, for
   * planes in and planes out.
   */
  readonly memoryFactor: number;
  /**
   * Further planes on the device, independent of the number of inputs: intermediate ones, and staging for uploads and
   * downloads. At its peak a call takes up to `4 × (memoryFactor × pixels of all planes + workPlanes × pixels of the
   * largest plane)` bytes and 1 MiB for what does not grow with the images.
   */
  readonly workPlanes: number;
}
