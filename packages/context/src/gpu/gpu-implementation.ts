import type {
  FunctionEnvironment,
  FunctionOutput,
  JsonInput,
  TableInput,
} from "../function/function-implementation.ts";
import type { ImageStack } from "../image/image-stack.ts";
import type { GpuPlane } from "./gpu-plane.ts";
import type { GpuSession } from "./gpu-session.ts";

/** A stack whose planes lie on a device: what a function computes on there receives and returns. */
export interface GpuImageStack extends Omit<ImageStack, "data" | "memory"> {
  /** One for each of `shape[0]` planes, in stack order. */
  readonly data: readonly GpuPlane[];
  readonly memory: "webgpu";
}

/** Images and labels lie on the device; tables and JSON come as they do on the CPU. */
export type GpuFunctionInput = GpuImageStack | TableInput | JsonInput;
export type GpuFunctionInputs = Readonly<Record<string, GpuFunctionInput>>;

/** Image and named outputs of one call on a device. */
export interface GpuFunctionResult {
  /**
   * Planes that the function allocated; it keeps no reference to them, and has released all its other planes. Planes
   * that it did not release are released with the last of the consecutive calls on the device.
   */
  readonly image?: GpuImageStack;
  /** Tables, JSON, and images that the function itself downloaded. */
  readonly outputs?: Readonly<Record<string, FunctionOutput>>;
  readonly quality?: Readonly<Record<string, number | boolean | string | null>>;
}

/**
 * Computes one call on a device, equal to the code for the CPU on finite samples. Inputs are neither written to nor released; kernels are recorded, and only what needs a
 * number on the CPU downloads. Lengths in `params` are already pixels; missing parameters already have their defaults.
 */
export type GpuImplementation<Params, Inputs = GpuFunctionInputs> = (
  session: GpuSession,
  inputs: Inputs,
  params: Params,
  environment: FunctionEnvironment,
) => GpuFunctionResult | Promise<GpuFunctionResult>;
