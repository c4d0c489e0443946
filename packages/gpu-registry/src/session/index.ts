/**
 * Sessions that keep images on a GPU between upload and download, for any `GPUDevice`: a browser's, or that of
 * `@ohcs/gpu-registry/dawn`. What they are to functions, `GpuSession`, stands in `@ohcs/context`.
 */
export { createGpuSession, type GpuSessionOptions } from "./gpu-session.ts";
