import { fail } from "../errors.ts";
import { expectSameShape, type PixelArray, type Plane } from "../plane.ts";

/** The first of one or more planes of equal size. */
export function expectPlanes<T extends PixelArray>(subject: string, planes: readonly Plane<T>[]): Plane<T> {
  const [first, ...others] = planes;
  if (first === undefined) throw fail("PLANE_INVALID", `Cannot ${subject}: expected at least 1 plane, got 0`);
  expectSameShape(subject, first, ...others);
  return first;
}
