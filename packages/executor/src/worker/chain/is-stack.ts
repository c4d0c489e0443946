import type { FunctionInput, FunctionOutput, ImageStack } from "@ohcs/context";

/** Is an input or output a stack of planes? JSON may have a shape and data, too, but no array of samples. */
export function isStack(value: FunctionInput | FunctionOutput | null | undefined): value is ImageStack {
  return typeof value === "object" && value !== null && "shape" in value && "data" in value && isSamples(value.data);
}

function isSamples(data: unknown): boolean {
  return ArrayBuffer.isView(data);
}
