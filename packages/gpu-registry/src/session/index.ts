/**
 * Sessions that keep images on a GPU between upload and download, for any `GPUDevice`: a browser's, or that of
 * `@ohcs/gpu-registry/dawn`. The interface for functions, `GpuSession`, is in `@ohcs/context`.
 */
export { createGpuSession, type GpuSessionOptions } from "./gpu-session.ts";
