import type { GpuPlane } from "@ohcs/context";
import { fail } from "../errors.ts";

/**
 * @throws GPU_SAMPLES_UNSUPPORTED for uint32: intensity kernels compute in float32, which does not represent 32-bit
 * integers.
 */
export function expectIntensities(subject: string, ...planes: readonly GpuPlane[]): void {
  if (planes.every(({ dtype }) => dtype !== "uint32")) return;
  throw fail("GPU_SAMPLES_UNSUPPORTED", `Cannot ${subject}: expected uint8, uint16 or float32, got uint32`);
}
