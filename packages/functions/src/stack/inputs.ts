import type {
  FunctionInput,
  FunctionInputs,
  GpuFunctionInput,
  GpuFunctionInputs,
  ImageStack,
  JsonInput,
  TableInput,
} from "@ohcs/context";
import { fail } from "../errors.ts";

/** The image (or labels) input called `name`. @throws `INPUT_INVALID` if it is missing or of another kind */
export function stackInput(inputs: FunctionInputs, name = "image"): ImageStack {
  const input = inputs[name];
  if (isStack(input)) return input;
  throw wrongInput(name, "planes", input);
}

/** The tables of input `name`. @throws `INPUT_INVALID` if it is missing or of another kind */
export function tableInput(inputs: FunctionInputs, name: string): TableInput {
  const input = inputs[name];
  if (input !== undefined && !isStack(input) && input.kind === "table") return input;
  throw wrongInput(name, "tables", input);
}

/** The JSON values of input `name`. @throws `INPUT_INVALID` if it is missing or of another kind */
export function jsonInput(inputs: FunctionInputs | GpuFunctionInputs, name: string): JsonInput {
  const input = inputs[name];
  if (input !== undefined && !isStack(input) && input.kind === "json") return input;
  throw wrongInput(name, "JSON values", input);
}

/** All image inputs but those called `besides`, by name in alphabetical order. */
export function otherImages(
  inputs: FunctionInputs,
  ...besides: readonly string[]
): readonly (readonly [string, ImageStack])[] {
  return otherNames(inputs, ...besides).map((name) => [name, stackInput(inputs, name)] as const);
}

/** The names of all inputs but those called `besides`, in alphabetical order. */
export function otherNames(
  inputs: FunctionInputs | GpuFunctionInputs,
  ...besides: readonly string[]
): readonly string[] {
  return Object.keys(inputs)
    .filter((name) => !besides.includes(name))
    .toSorted();
}

/** Does it consist of planes, on the CPU or on a device? */
export function isStack<Input extends FunctionInput | GpuFunctionInput>(
  input: Input | undefined,
): input is Exclude<Input, TableInput | JsonInput> {
  return input !== undefined && "shape" in input;
}

/** The error about an input that is missing or of another kind. */
export function wrongInput(name: string, expected: string, got: FunctionInput | GpuFunctionInput | undefined): Error {
  const found = got === undefined ? "nothing" : got.kind;
  return fail("INPUT_INVALID", `Cannot compute: expected ${expected} as input '${name}', got ${found}`);
}
