/** GPUs through Dawn, the implementation of WebGPU that the optional package `webgpu` brings (Node only). */
export { type DawnOptions, dawnProvider } from "./dawn-provider.ts";
