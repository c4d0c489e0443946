import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Cell, concatTables, type Table } from "@ohcs/context";
import { DiskBackend } from "@ohcs/filemanager/disk";
import { MemoryBackend } from "@ohcs/filemanager/memory";
import { contextOf } from "@ohcs/testkit/contexts";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { tablesInFile } from "../restore-values.ts";
import { withIdentity } from "./identity-columns.ts";
import { describeTable } from "./stored-values.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ohcs-tables-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const context = contextOf({ well: "A01", steps: [] });
const describeAll = (tables: readonly Table[]) =>
  describeTable(
    "table:cells",
    tables.map((value, index) => ({ index, value })),
  );
const isExact = (...cells: readonly Cell[]) => describeAll([column(cells)]).isExact;
const column = (cells: readonly Cell[]): Table => ({ columns: ["a"], rows: cells.map((cell) => [cell]) });

/** What later steps are given of tables, and what a later run gets of them from their file. */
async function bothWays(tables: readonly Table[]) {
  const given: Table[] = [];
  for (const table of tables) {
    const memory = new MemoryBackend();
    await memory.saveTable("t", table);
    given.push(await memory.loadTable("t"));
  }
  const own = tables.map((table, i) => withIdentity(table, context, { site: i + 1, channel: "1" }));
  const disk = new DiskBackend({ root: folder });
  await disk.saveTable("t.csv", concatTables(own));
  const found = tablesInFile(describeAll(tables), await disk.loadTable("t.csv"));
  await disk.close();
  return { given, found: tables.map((_, i) => found.get(i)) };
}

const CELLS: readonly Cell[] = [
  null,
  0,
  -0,
  1.5,
  -1e300,
  5e-324,
  1e21,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  true,
  false,
  "",
  "a",
  "007",
  "1",
  "1e3",
  "1.50",
  " 5",
  "5 ",
  "-0",
  "+1",
  "0x10",
  "1e21",
  "Infinity",
  "NaN",
  "true",
  "false",
  "null",
  "a,b",
  'q"',
  "x\ny",
  "x\r",
  "\uFEFFb",
  "\ud800",
  "µ",
  "\t",
  "1;2",
];

test("cells that are said to come back do come back, whatever lies below them", async () => {
  const pairs = CELLS.flatMap((a) => CELLS.map((b) => [a, b] as const)).filter((pair) => isExact(...pair));
  expect(pairs.length).toBeGreaterThan(400);
  const columns = pairs.map((_, i) => `c${i}`);
  const tables = [0, 1].map((row) => ({ columns, rows: [pairs.map((pair) => pair[row] ?? null)] }));
  const { given, found } = await bothWays(tables);
  expect(found).toEqual(given);
});

describe("groups of one file", () => {
  test("are distinguished by their rows, each with its own columns in its own order, also if it has none", async () => {
    const tables: readonly Table[] = [
      {
        columns: ["b", "Metadata_Site"],
        rows: [
          [1, 7],
          [2, 8],
        ],
      },
      { columns: ["a", "b"], rows: [] },
      { columns: ["Metadata_Site", "x", "b"], rows: [[9, "1", null]] },
      { columns: [], rows: [[], []] },
    ];
    const { given, found } = await bothWays(tables);
    expect(found).toEqual(given);
  });

  test("share a list of columns where they have the same", () => {
    const { columns, parts } = describeAll([column([1]), column([2, 3])]);
    expect(columns).toEqual([["a"]]);
    expect(parts).toEqual([
      { group: 0, rows: 1, columns: 0 },
      { group: 1, rows: 2, columns: 0 },
    ]);
  });
});

test.each([
  ["an empty text", ["a", ""]],
  ["cells of two kinds", ["a", 1]],
  ["a text that reads as another number", ["007"]],
  ["a text that ends in a carriage return", ["a\r"]],
  ["half a character", ["\ud800"]],
] as const)("a table with %s is not exact", (_, cells) => {
  expect(isExact(...cells)).toBe(false);
});
