/**
 * The kernels of `@ohcs/functions/kernels` on a GPU, by WebGPU: the same names, parameters and results (within 1e-5, exact in
 * integers), on planes that stay on the device between them. Runs wherever a `GPUDevice` comes from: a browser, or Node with
 * `@ohcs/gpu-registry/dawn`, in a process that does nothing else.
 *
 * ```ts
 * import type { Plane } from "@ohcs/functions/kernels";
 * import { createGpuSession, maxProjection } from "@ohcs/functions/webgpu";
 *
 * async function project(device: GPUDevice, planes: readonly Plane[]): Promise<Plane> {
 *   const session = createGpuSession(device);
 *   return session.download(maxProjection(session, planes.map(session.upload)));
 * }
 * ```
 */
export { gaussianBlur } from "./filter/gaussian-blur.ts";
export { medianFilter } from "./filter/median-filter.ts";
export { correctIllumination } from "./illumination/correct-illumination.ts";
export { histogram } from "./intensity/histogram.ts";
export { percentileNormalize } from "./intensity/percentile-normalize.ts";
export { dilate, erode } from "./morphology/erode.ts";
export { opening, whiteTopHat } from "./morphology/white-top-hat.ts";
export { maxProjection } from "./projection/max-projection.ts";
export { meanProjection } from "./projection/mean-projection.ts";
export type { GpuCounts } from "./session/gpu-counts.ts";
export type { GpuKernel } from "./session/gpu-kernel.ts";
export type { GpuDtype, GpuPlane } from "./session/gpu-plane.ts";
export { createGpuSession, type GpuSession, type GpuSessionOptions } from "./session/gpu-session.ts";
export { thresholdOtsu } from "./threshold/threshold-otsu.ts";
