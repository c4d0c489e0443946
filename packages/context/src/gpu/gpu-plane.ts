/** The sample types that planes on a GPU may have. */
export type GpuDtype = "uint8" | "uint16" | "uint32" | "float32";

/**
 * One 2-D image on a GPU: `height × width` samples in C order `[y, x]`. On the device each sample takes 32 bits, `u32` for
 * uint32 and else `f32`, which holds 8 and 16 bits exactly. A handle: the samples belong to the session that made it.
 */
export interface GpuPlane {
  readonly height: number;
  readonly width: number;
  /** What it is downloaded as. */
  readonly dtype: GpuDtype;
}
