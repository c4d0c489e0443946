import { concatTables, isOhcsError, type Table } from "@ohcs/context";
import fc from "fast-check";
import { parquetMetadata } from "hyparquet";
import { parquetWriteBuffer } from "hyparquet-writer";
import { expect, test } from "vitest";
import { encodeParquet } from "./encode-parquet.ts";
import { readParquet } from "./read-parquet.ts";

const RUNS = process.env.OHCS_TEST_DEPTH === "full" ? 1_000 : 100;

const table: Table = {
  columns: ["Metadata_Well", "ObjectNumber", "Area", "Metadata_Duplicate", "Empty"],
  rows: [
    ["A01", 1, 12.5, true, null],
    ["A01", null, -0, null, null],
    [null, 2 ** 53 - 1, 1e-300, false, null],
    ['ä, "b"', -3, null, true, null],
  ],
};

async function bytesOf(...tables: readonly Table[]): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of encodeParquet(() => tables)) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (isOhcsError(error) ? error.code : String(error)),
  );

test("a table comes back from Parquet as it was, nulls as nulls, and equal tables are equal files", async () => {
  const bytes = await bytesOf(table);
  expect(await readParquet(bytes, "a.parquet")).toEqual(table);
  expect(await bytesOf(structuredClone(table))).toEqual(bytes);
});

test("encodeParquet() names types for whole and other numbers, texts and booleans, and always the same maker", async () => {
  const { schema, created_by } = parquetMetadata((await bytesOf(table)).buffer as ArrayBuffer);
  expect(schema.slice(1).map(({ type }) => type)).toEqual(["BYTE_ARRAY", "INT64", "DOUBLE", "BOOLEAN", "DOUBLE"]);
  expect(created_by).toBe("ohcs");
});

test("non-finite values are null, and cells of several types are texts", async () => {
  const mixed = {
    columns: ["x", "y"],
    rows: [
      [Number.NaN, "a"],
      [1, 2],
      [Number.POSITIVE_INFINITY, true],
    ],
  };
  const { rows } = await readParquet(await bytesOf(mixed), "a.parquet");
  expect(rows).toEqual([
    [null, "a"],
    [1, "2"],
    [null, "true"],
  ]);
});

test.each([0, 1, 1001, 2500])("a table of %i rows comes back from Parquet", async (count) => {
  const rows = Array.from({ length: count }, (_, i) => [i, i / 3, `cell ${i}`]);
  const long = { columns: ["n", "x", "name"], rows };
  expect(await readParquet(await bytesOf(long), "a.parquet")).toEqual(long);
});

test("tables one below the other are the file of one table: columns by first appearance, types of all their cells", async () => {
  const rows = (from: number, count: number) => Array.from({ length: count }, (_, i) => [from + i, i / 3]);
  const parts = [
    { columns: ["n", "x"], rows: rows(0, 900) },
    {
      columns: ["x", "late"],
      rows: [
        [1, "2"],
        [null, true],
      ],
    },
    { columns: ["n", "x"], rows: rows(900, 2000) },
  ];
  const bytes = await bytesOf(...parts);
  expect(bytes).toEqual(await bytesOf(concatTables(parts)));
  const read = await readParquet(bytes, "a.parquet");
  expect(read.rows.slice(899, 903)).toEqual([
    [899, 899 / 3, null],
    [null, 1, "2"],
    [null, null, "true"],
    [900, 0, null],
  ]);
});

test("a row group has as many rows as memory is to hold, 1000 at least", async () => {
  const columns = Array.from({ length: 600 }, (_, i) => `c${i}`);
  const row = columns.map(() => null);
  const rows = Array.from({ length: 1001 }, () => row);
  const { row_groups } = parquetMetadata((await bytesOf({ columns, rows })).buffer as ArrayBuffer);
  expect(row_groups.map(({ num_rows }) => Number(num_rows))).toEqual([1000, 1]);
});

test("a table without columns comes back from Parquet", async () => {
  const none = { columns: [], rows: [] };
  expect(await readParquet(await bytesOf(none), "a.parquet")).toEqual(none);
});

const column = fc.oneof(
  fc.constant(fc.double({ noNaN: true, noDefaultInfinity: true })),
  fc.constant(fc.maxSafeInteger()),
  fc.constant(fc.string({ unit: "grapheme" })),
  fc.constant(fc.boolean()),
);

test("any column of one type comes back from Parquet", async () => {
  const tables = column.chain((cell) =>
    fc.array(fc.tuple(fc.option<string | number | boolean>(cell)), { maxLength: 40 }),
  );
  await fc.assert(
    fc.asyncProperty(tables, async (rows) => {
      const one = { columns: ["x"], rows };
      expect(await readParquet(await bytesOf(one), "a.parquet")).toEqual(one);
    }),
    { numRuns: RUNS },
  );
});

test("readParquet() refuses files that are not Parquet, truncated files, and nested columns", async () => {
  const bytes = await bytesOf(table);
  const bad = [new Uint8Array(0), new TextEncoder().encode("a,b\n1,2\n"), bytes.slice(0, -1), bytes.slice(40)];
  for (const file of bad) expect(await codeOf(readParquet(file, "a.parquet"))).toBe("TABLE_UNREADABLE");
  const nested = parquetWriteBuffer({ columnData: [{ name: "x", data: [{ a: 1 }], type: "JSON" }] });
  expect(await codeOf(readParquet(new Uint8Array(nested), "a.parquet"))).toBe("TABLE_UNREADABLE");
});

test("readParquet() returns dates, and whole numbers that a double cannot hold, as texts", async () => {
  const columnData = [
    { name: "when", data: [new Date(0)], type: "TIMESTAMP" as const },
    { name: "id", data: [2n ** 60n + 1n], type: "INT64" as const },
  ];
  const { rows } = await readParquet(new Uint8Array(parquetWriteBuffer({ columnData })), "a.parquet");
  expect(rows).toEqual([["1970-01-01T00:00:00.000Z", "1152921504606846977"]]);
});
