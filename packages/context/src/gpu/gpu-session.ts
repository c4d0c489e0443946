import type { PixelArray } from "../image/dtype.ts";
import type { GpuCounts } from "./gpu-counts.ts";
import type { GpuKernel } from "./gpu-kernel.ts";
import type { GpuDtype, GpuPlane } from "./gpu-plane.ts";

/** One 2-D image in the memory of the CPU: `height × width` samples in C order `[y, x]`. */
export interface HostPlane {
  readonly data: PixelArray;
  readonly height: number;
  readonly width: number;
}

/**
 * Images and kernels on one device. Everything but {@link download} only records: work is done in the order of the
 * calls, and errors are reported by the next download. One session per device, one chain at a time.
 */
export interface GpuSession {
  /**
   * Copies a plane to the device. 8 and 16 bits travel packed.
   * @throws GPU_SAMPLES_UNSUPPORTED for int32 and float64, GPU_PLANE_TOO_LARGE, PLANE_INVALID
   */
  upload(plane: HostPlane): GpuPlane;
  /**
   * Executes the recorded work and copies a plane back; the plane stays usable.
   * @throws GPU_SHADER_INVALID, GPU_COMMAND_INVALID, GPU_MEMORY_EXHAUSTED, GPU_DEVICE_LOST, GPU_PLANE_UNKNOWN
   */
  download(plane: GpuPlane): Promise<HostPlane>;
  /** A plane for a kernel to write to, with unspecified samples. @throws GPU_PLANE_TOO_LARGE */
  allocate(height: number, width: number, dtype: GpuDtype): GpuPlane;
  /**
   * The most bytes of a plane, at 4 for each pixel, that a kernel can take; larger planes are processed in bands of
   * rows.
   */
  readonly maxBindingBytes: number;
  /**
   * Some rows of a plane as a plane of their own, which shares its samples and ends with it. They begin at row `first`, and
   * `first × width` must be a multiple of 64.
   * @throws GPU_ROWS_INVALID, GPU_PLANE_UNKNOWN
   */
  rowsOf(plane: GpuPlane, first: number, count: number): GpuPlane;
  /** Sets all samples to 0. */
  clear(plane: GpuPlane): void;
  /** Records a kernel. @throws GPU_PLANE_UNKNOWN, GPU_PLANE_TOO_LARGE beyond {@link maxBindingBytes} */
  run(kernel: GpuKernel): void;
  /** Releases planes, so that later ones can reuse their memory. @throws GPU_PLANE_UNKNOWN */
  release(...planes: readonly GpuPlane[]): void;
  counts(): GpuCounts;
  /** Frees everything but the device, which belongs to the caller. Call it after the last download. */
  close(): void;
}
