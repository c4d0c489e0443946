import type { CompiledPlate, WellRecord } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { expect, test } from "vitest";
import { tablesOf } from "./plate-tables.ts";

/** A plate with a reduction that stores these tables, in a step each; `nuclei` and `cells` are those of wells. */
function plateOf(...names: readonly string[]): CompiledPlate {
  const func = new Map([["1", { last: () => ({ export: "mergeTables" }) }]]);
  const stepPlans = names.map((name) => {
    const store = { directory: "results", name, extension: ".csv", backend: "disk" };
    const isJoined = ["nuclei", "cells"].includes(name);
    const inputs = new Map(isJoined ? [["table", { output: `table:${name}` }]] : []);
    const outputs = new Map([[`table:${name}`, { kind: "table", store }]]);
    return { stepType: isJoined ? "join" : "reduce", inputs, outputs, func };
  });
  const context = { axis: "plate", axisId: "tables", stepPlans: { toArray: () => stepPlans } };
  const phase = { kind: "reduce", contexts: { toArray: () => [context] } };
  return { phases: { toArray: () => [phase] } } as unknown as CompiledPlate;
}

const storageOf = (loadTable: (path: string) => Promise<object>) => ({ loadTable }) as unknown as FileManager;

test("a table of all objects of a plate is not read, as its record states its size; missing ones are left out", async () => {
  const read: string[] = [];
  const storage = storageOf(async (path) => {
    read.push(path);
    if (path.includes("gone")) throw new Error("is not there");
    return { columns: ["Count"], rows: [[1.23456789]] };
  });
  const outputs = [
    { path: "results/single_cells.csv", bytes: 2e9 },
    { path: "results/channels.csv", bytes: 20 },
  ];
  const records = [{ result: { outputs } }] as unknown as readonly WellRecord[];
  const plate = plateOf("single_cells", "channels", "nuclei", "gone", "wells");
  const found = await tablesOf(storage, plate, { records, objects: "nuclei" });
  expect(read).toEqual(["results/channels.csv", "results/gone.csv", "results/wells.csv"]);
  expect(found.map(({ name, rows }) => [name, rows])).toEqual([
    ["wells", [[1.23457]]],
    ["channels", [[1.23457]]],
  ]);
});

test("a table of thousands of columns is cut to a page's room: counts stay, and what other tables are about", async () => {
  const columns = ["Metadata_Well", ...Array.from({ length: 2000 }, (_, i) => `Median_${i}`), "Count_Cells"];
  const rows = Array.from({ length: 1536 }, (_, i) => [`A${i}`, ...columns.slice(1).map((_, j) => i + j)]);
  const fits = { columns: ["Feature", "EC50"], rows: [["Median_1900", 4]] };
  const storage = storageOf(async (path) => (path.includes("wells") ? { columns, rows } : fits));
  const [table] = await tablesOf(storage, plateOf("wells", "fits"), { records: [], objects: undefined });
  expect(table?.columns.slice(0, 2)).toEqual(["Metadata_Well", "Median_0"]);
  expect(table?.columns.slice(-2)).toEqual(["Median_1900", "Count_Cells"]);
  expect(table?.rows[3]?.slice(0, 2)).toEqual(["A3", 3]);
  expect(table?.rows[3]?.at(-1)).toBe(2003);
  expect([(table?.columns.length ?? 0) * 1536 <= 300_000, table?.allColumns]).toEqual([true, 2002]);
});

test("a table of wells that has more rows than a page shows is not read: records say how many", async () => {
  const tables = [
    ["nuclei", 2500],
    ["cells", 2501],
  ].map(([name, rows]) => ({ output: `table:${name}`, parts: [{ rows }] }));
  const record = { result: { outputs: [] }, stored: [{ tables }] };
  const read: string[] = [];
  const storage = storageOf(async (path) => {
    read.push(path);
    return { columns: ["Count"], rows: [[1]] };
  });
  const records = [record, record] as unknown as readonly WellRecord[];
  const found = await tablesOf(storage, plateOf("nuclei", "cells", "wells"), { records, objects: undefined });
  expect(read).toEqual(["results/wells.csv", "results/nuclei.csv"]);
  expect(found.map(({ name }) => name)).toEqual(["wells", "nuclei"]);
});
