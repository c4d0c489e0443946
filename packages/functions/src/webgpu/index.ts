/**
 * The kernels of `@ohcs/functions/kernels` on a GPU, by WebGPU: the same names, parameters and results (within 1e-5, exact in
 * integers), on planes that stay on the device between them. They record into a `GpuSession`, as `@ohcs/gpu-registry/session`
 * makes it of any `GPUDevice`: a browser's, or in Node that of `@ohcs/gpu-registry/dawn`. Samples are finite: WGSL lets a GPU
 * compute as if NaN and infinities did not exist, and results then differ.
 *
 * ```ts
 * import type { GpuSession } from "@ohcs/context";
 * import type { Plane } from "@ohcs/functions/kernels";
 * import { maxProjection } from "@ohcs/functions/webgpu";
 *
 * function project(session: GpuSession, planes: readonly Plane[]): Promise<Plane> {
 *   return session.download(maxProjection(session, planes.map(session.upload)));
 * }
 * ```
 */
export type { Peak } from "../kernels/stitching/phase-correlation.ts";
export { meanShrink } from "./background/mean-shrink.ts";
export { subtractBackground } from "./background/subtract-background.ts";
export { distanceTransform } from "./distance/distance-transform.ts";
export { gaussianBlur } from "./filter/gaussian-blur.ts";
export { medianFilter } from "./filter/median-filter.ts";
export { correctIllumination } from "./illumination/correct-illumination.ts";
export { histogram } from "./intensity/histogram.ts";
export { percentileNormalize } from "./intensity/percentile-normalize.ts";
export { labelConnected } from "./labels/label-connected.ts";
export { dilate, erode } from "./morphology/erode.ts";
export { opening, whiteTopHat } from "./morphology/white-top-hat.ts";
export { maxProjection } from "./projection/max-projection.ts";
export { meanProjection } from "./projection/mean-projection.ts";
export { phaseCorrelation } from "./stitching/phase-correlation.ts";
export { tilePositions } from "./stitching/tile-positions.ts";
export { thresholdOtsu } from "./threshold/threshold-otsu.ts";
