import { expect } from "vitest";
import type { Matrix } from "../plate-folders.ts";

/** Images that differ in no sample by more than `relative` of what is expected. */
export function expectCloseImages(
  got: readonly Matrix[] | undefined,
  expected: readonly Matrix[],
  relative: number,
): void {
  const [ours, theirs] = [got?.flat(2) ?? [], expected.flat(2)];
  expect(ours).toHaveLength(theirs.length);
  expect(ours.length).toBeGreaterThan(0);
  const odd = ours.filter((value, i) => !(Math.abs(value - (theirs[i] ?? 0)) <= relative * Math.abs(theirs[i] ?? 0)));
  expect(odd).toEqual([]);
}
