import { expect, test } from "vitest";
import { isMemoryShort, limitsOf } from "./memory-guard.ts";

const GIB = 2 ** 30;

test("limitsOf() leaves a sixteenth free, at most half a GiB, and allows half of the machine to all parts together", () => {
  expect(limitsOf({}, 4 * GIB, 1)).toEqual({
    reserveBytes: GIB / 4,
    allowanceBytes: 2 * GIB,
    ceilingBytes: 3.75 * GIB,
  });
  expect(limitsOf({}, 64 * GIB, 4)).toEqual({
    reserveBytes: GIB / 2,
    allowanceBytes: 8 * GIB,
    ceilingBytes: 63.5 * GIB,
  });
  expect(limitsOf({ reserveBytes: 9 * GIB, allowanceBytes: GIB }, 4 * GIB, 2)).toEqual({
    reserveBytes: 9 * GIB,
    allowanceBytes: GIB,
    ceilingBytes: GIB,
  });
});

test.each([
  ["little is held", GIB, 0, false],
  ["much is held, and enough is free", 3 * GIB, GIB, false],
  ["much is held, and little is free", 3 * GIB, GIB / 8, true],
  ["all that a container has is held, whatever the machine has free", 3.9 * GIB, 99 * GIB, true],
])("isMemoryShort() where %s", (_, residentBytes, freeBytes, isShort) => {
  expect(isMemoryShort({ residentBytes, freeBytes }, limitsOf({}, 4 * GIB, 1))).toBe(isShort);
});
