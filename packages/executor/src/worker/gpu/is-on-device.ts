import type { GpuFunctionInput, GpuImageStack } from "@ohcs/context";

/** Is an input a stack of planes that lie on a device? */
export function isOnDevice(input: GpuFunctionInput | undefined): input is GpuImageStack {
  return input !== undefined && "memory" in input;
}
