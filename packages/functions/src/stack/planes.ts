import {
  dtypeOf,
  type FunctionEnvironment,
  type FunctionInput,
  type FunctionInputs,
  type GpuFunctionInput,
  type GpuFunctionInputs,
  type ImageStack,
  type JsonInput,
  type PixelArray,
  type PlaneKey,
  type TableInput,
} from "@ohcs/context";
import { type Labels, type Plane, withResultsIn } from "@ohcs/kernels";
import { fail } from "../errors.ts";

/** The planes of a stack `[s, y, x]`: views into its samples, nothing is copied. */
export function planesOf({ data, shape: [count, height, width] }: ImageStack): readonly Plane[] {
  const samples = height * width;
  return Array.from({ length: count }, (_, s) => ({
    data: data.subarray(s * samples, (s + 1) * samples),
    height,
    width,
  }));
}

/** The only plane of a stack. @throws `INPUT_INVALID` if it has none or several */
export function planeOf(stack: ImageStack): Plane {
  const [plane, ...others] = planesOf(stack);
  if (plane !== undefined && others.length === 0) return plane;
  throw fail("INPUT_INVALID", `Cannot compute: expected 1 plane, got ${stack.shape[0]}`);
}

/** Applies `compute` to each plane of the stack: same coordinates, kind and calibration, in memory that the environment lends. */
export function mapPlanes(
  stack: ImageStack,
  compute: (plane: Plane) => Plane,
  { allocate }: Pick<FunctionEnvironment, "allocate"> = {},
): ImageStack {
  return withResultsIn(allocate, () => stackOf(planesOf(stack).map(compute), stack));
}

/** The stack of `planes`, of equal size and type; all but pixels as in `like`. */
export function stackOf(planes: readonly Plane[], like: ImageStack): ImageStack {
  const [first] = planes;
  if (first === undefined) throw fail("INPUT_INVALID", "Cannot build a stack: there are no planes");
  const data = planes.length === 1 ? first.data : joined(planes, first);
  const dtype = dtypeOf(data) ?? like.dtype;
  return { ...like, data, dtype, shape: [planes.length, first.height, first.width] };
}

/** One plane that replaces the whole stack: its coordinates are those that all planes share. */
export function reducedStack(plane: Plane, stack: ImageStack, changes: Partial<ImageStack> = {}): ImageStack {
  return { ...stackOf([plane], stack), ...placeOfReduced(stack), ...changes };
}

/** The coordinates of a plane that replaces a whole stack. */
export function placeOfReduced({ planes, positions: [first = null] }: Pick<ImageStack, "planes" | "positions">) {
  return { axis: null, planes: [sharedKey(planes)], positions: [first] };
}

function joined(planes: readonly Plane[], first: Plane): PixelArray {
  const samples = first.height * first.width;
  const data = new (first.data.constructor as new (length: number) => PixelArray)(samples * planes.length);
  for (const [s, plane] of planes.entries()) data.set(plane.data, s * samples);
  return data;
}

function sharedKey(keys: readonly PlaneKey[]): PlaneKey {
  const [first = {}, ...others] = keys;
  const entries = Object.entries(first).filter(([component, value]) =>
    others.every((key) => key[component as keyof PlaneKey] === value),
  );
  return Object.fromEntries(entries);
}

/** The only plane of a labels input, as the kernels take it. @throws `INPUT_INVALID` */
export function labelPlane(inputs: FunctionInputs, name: string): Labels {
  const { data, height, width } = planeOf(stackInput(inputs, name));
  return { data: data instanceof Uint32Array ? data : new Uint32Array(data), height, width };
}

/** A label plane as a stack, with the coordinates of its source image. */
export function labelStack(labels: Labels, like: ImageStack): ImageStack {
  return { ...stackOf([labels], like), kind: "labels" };
}

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
