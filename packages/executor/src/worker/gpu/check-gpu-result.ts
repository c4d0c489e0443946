import { countOf, type GpuFunctionInputs, type GpuFunctionResult, type GpuImageStack } from "@ohcs/context";
import { checkPlaces } from "../chain/check-places.ts";
import { checkGeometry, checkOutputs } from "../chain/check-result.ts";
import { invalid } from "../chain/invalid.ts";
import type { LoadedCall } from "../chain/load-chain.ts";
import { isOnDevice } from "./is-on-device.ts";

/** Holds a function on a GPU to its declaration, as on the CPU. @throws `FUNCTION_RESULT_INVALID` */
export function checkGpuResult(
  call: LoadedCall,
  inputs: GpuFunctionInputs,
  result: GpuFunctionResult,
): GpuFunctionResult {
  if (typeof result !== "object" || result === null) throw invalid(call, "an object", String(result));
  if (call.fn.declaration.returnsImage && result.image === undefined) throw invalid(call, "an image", "none");
  if (result.image !== undefined) checkPlanes(call, result.image);
  if (result.image !== undefined) checkGeometry(call, mainOf(inputs), result.image);
  checkOutputs(call, result.outputs ?? {});
  return result;
}

function mainOf(inputs: GpuFunctionInputs): GpuImageStack | undefined {
  return isOnDevice(inputs.image) ? inputs.image : Object.values(inputs).find(isOnDevice);
}

function checkPlanes(call: LoadedCall, stack: GpuImageStack): void {
  if (!Array.isArray(stack.data) || !Array.isArray(stack.shape) || stack.shape.length !== 3)
    throw invalid(call, "'image' with planes and shape", typeof stack.data);
  const { data, shape, dtype } = stack;
  const [count, height, width] = shape;
  if (data.length !== count || count === 0)
    throw invalid(call, `'image' with ${countOf(data.length, "plane")}`, `shape ${shape.join(" × ")}`);
  const odd = data.find((plane) => plane.height !== height || plane.width !== width || plane.dtype !== dtype);
  if (odd !== undefined)
    throw invalid(call, `planes of ${height} × ${width} ${dtype}`, `${odd.height} × ${odd.width} ${odd.dtype}`);
  checkPlaces(call, "image", stack);
}
