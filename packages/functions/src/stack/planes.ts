import { dtypeOf, type FunctionEnvironment, type ImageStack, type PixelArray, type PlaneKey } from "@ohcs/context";
import { type Plane, withResultsIn } from "@ohcs/kernels";
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
