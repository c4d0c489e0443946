import { isOhcsError } from "@ohcs/context";

/** Was it raised by a GPU, or on the way to one, rather than by the function that ran there? */
export function isGpuError(error: unknown): boolean {
  return isOhcsError(error) && error.code.startsWith("GPU_");
}
