import type { GpuFunctionInputs, GpuImageStack, GpuPlane } from "@ohcs/context";
import { fail } from "../errors.ts";
import { isStack, placeOfReduced, wrongInput } from "./planes.ts";

/**
 * The image (or labels) input called `name`, on the device. @throws `INPUT_INVALID` if it is missing or of another kind
 */
export function gpuStackInput(inputs: GpuFunctionInputs, name = "image"): GpuImageStack {
  const input = inputs[name];
  if (isStack(input)) return input;
  throw wrongInput(name, "planes", input);
}

/** The only plane of a stack. @throws `INPUT_INVALID` if it has none or several */
export function gpuPlaneOf({ data: [plane, ...others] }: GpuImageStack): GpuPlane {
  if (plane !== undefined && others.length === 0) return plane;
  throw fail("INPUT_INVALID", `Cannot compute: expected 1 plane, got ${plane === undefined ? 0 : others.length + 1}`);
}

/** Applies `compute` to each plane of the stack: same coordinates, kind and calibration. */
export function mapGpuPlanes(stack: GpuImageStack, compute: (plane: GpuPlane) => GpuPlane): GpuImageStack {
  return gpuStackOf(stack.data.map(compute), stack);
}

/** The stack of `planes`, of equal size and type; all but pixels as in `like`. */
export function gpuStackOf(planes: readonly GpuPlane[], like: GpuImageStack): GpuImageStack {
  const [first] = planes;
  if (first === undefined) throw fail("INPUT_INVALID", "Cannot build a stack: there are no planes");
  return { ...like, data: planes, dtype: first.dtype, shape: [planes.length, first.height, first.width] };
}

/** One plane that replaces the whole stack: its coordinates are those that all planes share. */
export function reducedGpuStack(plane: GpuPlane, stack: GpuImageStack): GpuImageStack {
  return { ...gpuStackOf([plane], stack), ...placeOfReduced(stack) };
}
