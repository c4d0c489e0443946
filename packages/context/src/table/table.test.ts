import { expect, test } from "vitest";
import { checkTable, concatTables, isOhcsError, recordsOf, tableFromRecords } from "../index.ts";

test("tableFromRecords() keeps columns in order of appearance; what is absent or not finite is null", () => {
  const table = tableFromRecords([
    { a: 1, b: Number.NaN },
    { b: 2, c: "x" },
  ]);
  expect(table).toEqual({
    columns: ["a", "b", "c"],
    rows: [
      [1, null, null],
      [null, 2, "x"],
    ],
  });
  expect(recordsOf(table)[1]).toEqual({ a: null, b: 2, c: "x" });
});

test("concatTables() joins by column name", () => {
  const joined = concatTables([
    { columns: ["a", "b"], rows: [[1, 2]] },
    { columns: ["b", "c"], rows: [[3, 4]] },
  ]);
  expect(joined).toEqual({
    columns: ["a", "b", "c"],
    rows: [
      [1, 2, null],
      [null, 3, 4],
    ],
  });
});

test("checkTable() refuses ragged rows and double columns", () => {
  for (const bad of [
    { columns: ["a", "a"], rows: [] },
    { columns: ["a"], rows: [[1, 2]] },
  ])
    expect(refusedAs(() => checkTable(bad))).toBe("TABLE_INVALID");
});

function refusedAs(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    return isOhcsError(error) ? error.code : "other";
  }
}
