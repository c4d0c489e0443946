/**
 * The kernels of `@ohcs/kernels` on a GPU, by WebGPU: the same names, parameters and results (within 1e-5, exact in
 * integers), on planes that stay on the device between them. They record into a `GpuSession`, created by
 * `@ohcs/gpu-registry/session` for any `GPUDevice`: a browser's, or in Node that of `@ohcs/gpu-registry/dawn`. Samples
 * are finite: WGSL lets a GPU compute as if NaN and infinities did not exist, and results then differ.
 *
 * ```ts
 * import type { GpuSession } from "@ohcs/context";
 * import type { Plane } from "@ohcs/kernels";
 * import { maxProjection } from "@ohcs/functions/webgpu";
 *
 * function project(session: GpuSession, planes: readonly Plane[]): Promise<Plane> {
 *   return session.download(maxProjection(session, planes.map(session.upload)));
 * }
 * ```
 */
export type { Peak } from "@ohcs/kernels";
export { meanShrink, subtractBackground } from "../background/subtract-background.webgpu.ts";
export { gaussianBlur } from "../filter/gaussian-blur.webgpu.ts";
export { medianFilter } from "../filter/median.webgpu.ts";
export { dilate, erode, opening, whiteTopHat } from "../filter/white-top-hat.webgpu.ts";
export { correctIllumination } from "../illumination/correct-illumination.webgpu.ts";
export { percentileNormalize } from "../normalize/percentile-normalize.webgpu.ts";
export { maxProjection, meanProjection } from "../projection/projection.webgpu.ts";
export { distanceTransform } from "../segmentation/distance-transform.webgpu.ts";
export { labelConnected } from "../segmentation/label-connected.webgpu.ts";
export { phaseCorrelation } from "../stitching/phase-correlation.webgpu.ts";
export { tilePositions } from "../stitching/tile-positions.webgpu.ts";
export { histogram } from "../threshold/histogram.webgpu.ts";
export { thresholdOtsu } from "../threshold/threshold-otsu.webgpu.ts";
