import type { DocumentOptions, Json, JsonInput, Table, TableInput } from "@ohcs/context";
import type { FileManager } from "@ohcs/filemanager";

export type TableOrJson = TableInput | JsonInput;

/** A table or JSON of a file. */
export function loadValue(
  storage: FileManager,
  kind: string,
  path: string,
  backend: string,
  options?: DocumentOptions,
): Promise<Table | Json> {
  return kind === "table" ? storage.loadTable(path, backend, options) : storage.loadJson(path, backend, options);
}

/** Values with their keys as a function is given them. */
export function named(kind: string, values: readonly (Table | Json)[], keys: TableInput["keys"]): TableOrJson {
  return kind === "table"
    ? { kind: "table", tables: values as readonly Table[], keys }
    : { kind: "json", values: values as readonly Json[], keys };
}
