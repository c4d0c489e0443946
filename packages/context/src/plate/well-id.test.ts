import fc from "fast-check";
import { expect, test } from "vitest";
import { isOhcsError } from "../index.ts";
import { compareWellIds, formatWellId, normalizeWellId, parseWellId } from "./well-id.ts";

test("1536-well names (AA–AF) work everywhere (landmine 27)", () => {
  expect(formatWellId(26, 0)).toBe("AA01");
  expect(formatWellId(31, 47)).toBe("AF48");
  expect(parseWellId("AF48")).toEqual({ row: 31, column: 47 });
  expect(["AA01", "Z01", "B10", "B2", "A01"].toSorted(compareWellIds)).toEqual(["A01", "B2", "B10", "Z01", "AA01"]);
});

test("formatWellId() and parseWellId() are inverse on every well of a 1536-well plate", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 31 }), fc.integer({ min: 0, max: 47 }), (row, column) => {
      expect(parseWellId(formatWellId(row, column))).toEqual({ row, column });
    }),
  );
});

test("normalizeWellId() maps vendor forms", () => {
  expect(["b7", "07B", "R02C07", "r2c7", "B07", "B7"].map(normalizeWellId)).toEqual(Array(6).fill("B07"));
});

test("parseWellId() matches exactly: no well is found inside another's name (landmine 23)", () => {
  for (const text of ["A100", "A1 ", "xA1", "A", "1", "", "A0", "AG01", "A49", "A01B02"])
    expect(
      refusal(() => parseWellId(text)),
      text,
    ).toBe("WELL_ID_INVALID");
});

test("formatWellId() refuses places outside a 1536-well plate", () => {
  expect(refusal(() => formatWellId(32, 0))).toBe("WELL_ID_INVALID");
  expect(refusal(() => formatWellId(0, 1.5))).toBe("WELL_ID_INVALID");
});

function refusal(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return isOhcsError(error) ? error.code : "other";
  }
}
