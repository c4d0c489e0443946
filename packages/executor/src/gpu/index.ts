/** Runs wells that need a GPU in processes that hold a device each (Node only). */
export { type GpuProcessesOptions, gpuProcesses } from "./gpu-processes.ts";
