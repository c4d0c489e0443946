import {
  checkTable,
  INTERMEDIATE_BACKEND,
  type InputLink,
  mapConcurrently,
  OUTPUT_BACKEND,
  type Table,
} from "@ohcs/context";
import { provedSupplied, suppliedPath } from "@ohcs/records";
import { fail } from "../../errors.ts";
import { at } from "../../well/place.ts";
import type { GroupScope } from "../well-scope.ts";
import { missing } from "./plane-source.ts";
import { loadValue, named, type TableOrJson } from "./table-or-json.ts";

const LOADS_AT_ONCE = 8;

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
  const keys = found.map(({ key }) => ({ ...key }));
  const values = await mapConcurrently(found, LOADS_AT_ONCE, ({ path }) =>
    loadValue(storage, kind, path, INTERMEDIATE_BACKEND),
  );
  return named(kind, values, keys);
}

/** A table or JSON that the user supplied, stored before the run under its hash. @throws `RUN_FILE_CHANGED`, `STORED_TABLE_INVALID` */
export async function fromSupplied({ storage }: GroupScope, { output, kind }: InputLink): Promise<TableOrJson> {
  const sha256 = output ?? "";
  const path = suppliedPath(sha256);
  return at({ file: path }, async () => {
    const value = provedSupplied(sha256, await storage.loadJson(path, OUTPUT_BACKEND));
    if (kind === "json") return named("json", [value], [{}]);
    if (!isTable(value))
      throw fail("STORED_TABLE_INVALID", `Cannot use '${path}': expected columns and rows, got others`);
    return named("table", [checkTable(value)], [{}]);
  });
}

function isTable(value: unknown): value is Table {
  const { columns, rows } = (value ?? {}) as Partial<Table>;
  return Array.isArray(columns) && Array.isArray(rows);
}
