import {
  checkTable,
  type InputLink,
  type Json,
  type JsonInput,
  type Table,
  type TableInput,
  type WellTask,
} from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";
import { fail } from "../../errors.ts";
import { inOrder } from "../in-order.ts";
import { at } from "../place.ts";
import { INTERMEDIATE_BACKEND, OUTPUT_BACKEND } from "../storage/backend-names.ts";
import type { GroupScope } from "../well-scope.ts";
import { missing } from "./plane-source.ts";

type TableOrJson = TableInput | JsonInput;
type Keys = TableInput["keys"];

const LOADS_AT_ONCE = 8;

/** Where supplied tables and JSON lie below the output plate's root. */
export function suppliedPath(sha256: string): string {
  return `.ohcs/inputs/${sha256}.json`;
}

/** Tables or JSON that earlier steps of the same context left. @throws `INPUT_MISSING` */
export async function fromStep(
  { products, storage }: GroupScope,
  { step, output, kind }: InputLink,
  items: readonly (number | null)[],
): Promise<TableOrJson> {
  const found = items.map((item) => {
    const product = item === null || step === null || output === null ? undefined : products.get(step, output, item);
    if (product === undefined) throw missing(step, output, item);
    return product;
  });
  const keys = found.map((product) => product.key);
  const values = await inOrder(found, LOADS_AT_ONCE, ({ path }) =>
    loadValue(storage, kind, path, INTERMEDIATE_BACKEND),
  );
  return named(kind, values, keys);
}

/** The wells whose outputs a reduction reads, in plate order: those that succeeded. */
export function contributingWells({ contributors }: WellTask): readonly string[] {
  return contributors.filter(({ status }) => status === "success").map(({ well }) => well);
}

/** What wells committed: `<directory>/<well>_<name>.csv` or `.json`, in the order given; those that have none are left out. */
export async function fromWells(
  { storage, plan }: GroupScope,
  { output, kind }: InputLink,
  wells: readonly string[],
): Promise<TableOrJson> {
  const name = (output ?? "").replace(/^[^:]*:/, "");
  const extension = kind === "table" ? ".csv" : ".json";
  const loaded = await inOrder(wells, LOADS_AT_ONCE, async (well) => {
    const path = `${plan.inputDir}/${well}_${name}${extension}`;
    return at({ file: path }, async () => {
      if (!(await storage.exists(path, OUTPUT_BACKEND))) return null;
      return { well, value: await loadValue(storage, kind, path, OUTPUT_BACKEND) };
    });
  });
  const present = loaded.filter((item) => item !== null);
  return named(
    kind,
    present.map(({ value }) => value),
    present.map(({ well }) => ({ well })),
  );
}

/** A table or JSON that the user supplied, stored before the run under its hash. @throws `STORED_TABLE_INVALID` */
export async function fromSupplied({ storage }: GroupScope, { output, kind }: InputLink): Promise<TableOrJson> {
  const path = suppliedPath(output ?? "");
  return at({ file: path }, async () => {
    const value = await storage.loadJson(path, OUTPUT_BACKEND);
    if (kind === "json") return named("json", [value], [{}]);
    if (!isTable(value))
      throw fail("STORED_TABLE_INVALID", `Cannot use '${path}': expected columns and rows, got others`);
    return named("table", [checkTable(value)], [{}]);
  });
}

function loadValue(storage: FileManager, kind: string, path: string, backend: string): Promise<Table | Json> {
  return kind === "table" ? storage.loadTable(path, backend) : storage.loadJson(path, backend);
}

function named(kind: string, values: readonly (Table | Json)[], keys: Keys): TableOrJson {
  return kind === "table"
    ? { kind: "table", tables: values as readonly Table[], keys }
    : { kind: "json", values: values as readonly Json[], keys };
}

function isTable(value: unknown): value is Table {
  const { columns, rows } = (value ?? {}) as Partial<Table>;
  return Array.isArray(columns) && Array.isArray(rows);
}
