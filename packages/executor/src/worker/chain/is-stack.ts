import type { FunctionInput, FunctionOutput, ImageStack } from "@ohcs/context";

/** Is an input or output a stack of planes? */
export function isStack(value: FunctionInput | FunctionOutput | undefined): value is ImageStack {
  return typeof value === "object" && value !== null && "shape" in value && "data" in value;
}
