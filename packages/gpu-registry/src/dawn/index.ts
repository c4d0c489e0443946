/** GPUs through Dawn, the implementation of WebGPU in the optional package `webgpu` (Node only). */
export { type DawnOptions, dawnProvider } from "./dawn-provider.ts";
