import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cell, concatTables, sha256Hex, type Table } from "@ohcs/context";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { formatCsv } from "../table/csv.ts";
import { DiskBackend } from "./disk-backend.ts";
import { columnsOfCsv, joinedCsv } from "./join-csv.ts";

const RUNS = process.env.OHCS_TEST_DEPTH === "full" ? 1_000 : 50;

let root: string;
let disk: DiskBackend;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "ohcs-join-"));
  disk = new DiskBackend({ root });
});
afterEach(async () => {
  await disk.close();
  await rm(root, { recursive: true });
});

const replace = { ifExists: "replace" } as const;

async function joined(tables: readonly Table[], options = {}): Promise<string> {
  const paths = tables.map((_, i) => `${i}.csv`);
  for (const [i, table] of tables.entries()) await disk.saveTable(`${i}.csv`, table, replace);
  await disk.joinTables(paths, "all.csv", { ...replace, ...options });
  return readFile(join(root, "all.csv"), "utf8");
}

const cell: fc.Arbitrary<Cell> = fc.oneof(
  fc.double({ noNaN: true }),
  fc.constantFrom(null, true, "", "1.50", "007", "=1+1", " a", 'b "c"', "two\nlines", "a,b", "\uFEFFµ"),
);
const table = fc
  .uniqueArray(fc.constantFrom("a", "b", 'quoted, "c"', "two\nlines", "=d"), { minLength: 1 })
  .chain((columns) =>
    fc.record({
      columns: fc.constant(columns),
      rows: fc.array(fc.tuple(...columns.map(() => cell)), { maxLength: 5 }),
    }),
  );

test("joined tables are the file that saving them as one makes, byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(table, { minLength: 1, maxLength: 4 }), async (tables) => {
      expect(await joined(tables)).toBe(formatCsv(concatTables(tables)));
    }),
    { numRuns: RUNS },
  );
});

test("tables joined as Parquet are the file that saving them as one makes", async () => {
  const tables = [
    { columns: ["Metadata_Well", "Area"], rows: [["A01", 1.5]] },
    { columns: ["Metadata_Well", "Count"], rows: [["A02", 3]] },
  ];
  await joined(tables);
  await disk.joinTables(["0.csv", "1.csv"], "all.parquet");
  await disk.saveTable("one.parquet", concatTables(tables));
  expect(await readFile(join(root, "all.parquet"))).toEqual(await readFile(join(root, "one.parquet")));
});

test("a header longer than what is read first is read to its end", async () => {
  const columns = Array.from({ length: 5000 }, (_, i) => `Nuclei_Texture_${i}`);
  const tables = [
    { columns, rows: [columns.map((_, i) => i)] },
    { columns: [...columns, "last"], rows: [] },
  ];
  expect(await joined(tables)).toBe(formatCsv(concatTables(tables)));
  expect(columnsOfCsv("a,b", "t.csv")).toBeNull();
});

test("each table is read when those before it are written: none but one is held", async () => {
  const events: string[] = [];
  const parts = joinedCsv(
    ["a", "b"].map((path) => ({
      path,
      columns: ["x"],
      read: async () => {
        events.push(`read ${path}`);
        return new TextEncoder().encode("x\n1\n");
      },
    })),
  );
  for await (const part of parts) events.push(`write ${Buffer.from(part).toString().trim()}`);
  expect(events).toEqual(["write x", "read a", "write 1", "read b", "write 1"]);
});

test("tables are shown before they are joined; where one is refused, or has gone, the file stays as it was", async () => {
  const tables = [1, 2].map((x) => ({ columns: ["x"], rows: [[x]] }));
  const shown: string[] = [];
  await joined(tables, { inspect: (path: string, bytes: Uint8Array) => void shown.push(path, sha256Hex(bytes)) });
  expect(shown).toEqual(["0.csv", sha256Hex("x\n1\n"), "1.csv", sha256Hex("x\n2\n")]);
  const refuse = (path: string) => {
    if (path === "1.csv") throw new Error("refused");
  };
  await expect(joined(tables, { inspect: refuse })).rejects.toThrow("refused");
  const gone = disk.joinTables(["0.csv", "2.csv"], "all.csv", replace);
  await expect(gone).rejects.toMatchObject({ code: "FILE_NOT_FOUND", details: { path: "2.csv" } });
  expect(await readFile(join(root, "all.csv"), "utf8")).toBe("x\n1\n2\n");
  expect((await readdir(root)).toSorted()).toEqual(["0.csv", "1.csv", "all.csv"]);
});

test("a table whose header changes between two looks at it is not joined", async () => {
  await writeFile(join(root, "0.csv"), "x\n1\n");
  const changed = () => writeFile(join(root, "1.csv"), "x,y\n1,2\n");
  await writeFile(join(root, "1.csv"), "x\n1\n");
  const inspect = (path: string) => (path === "0.csv" ? changed() : undefined);
  const joining = disk.joinTables(["0.csv", "1.csv"], "all.csv", { inspect });
  await expect(joining).rejects.toMatchObject({ code: "TABLE_UNREADABLE", details: { path: "1.csv" } });
  expect(await readdir(root)).toEqual(["0.csv", "1.csv"]);
});
