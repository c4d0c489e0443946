import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { sha256Hex } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import type { SuppliedTable } from "./plate-host.ts";

/** Reads a CSV file and hashes its bytes. @throws `FILE_NOT_FOUND`, `TABLE_UNREADABLE` and what the system reports */
export async function readSuppliedTable(folder: string, path: string): Promise<SuppliedTable> {
  const file = resolve(folder, path);
  const backend = await diskBackend.create({ root: dirname(file), readOnly: true });
  try {
    const table = await backend.loadTable(basename(file));
    return { sha256: sha256Hex(await readFile(file)), table };
  } finally {
    await backend.close();
  }
}
