import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { type Json, sha256Hex, type Table } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";

type DiskBackend = Awaited<ReturnType<typeof diskBackend.create>>;

/** Reads a CSV file and hashes its bytes. @throws `FILE_NOT_FOUND`, `TABLE_UNREADABLE` and what the system reports */
export function readSuppliedTable(folder: string, path: string): Promise<{ sha256: string; value: Table }> {
  return readSupplied(resolve(folder, path), (backend, name) => backend.loadTable(name));
}

/** Reads a JSON file and hashes its bytes. @throws `FILE_NOT_FOUND`, `JSON_UNREADABLE` and what the system reports */
export function readSuppliedJson(folder: string, path: string): Promise<{ sha256: string; value: Json }> {
  return readSupplied(resolve(folder, path), (backend, name) => backend.loadJson(name));
}

async function readSupplied<Value>(file: string, load: (backend: DiskBackend, name: string) => Promise<Value>) {
  const backend = await diskBackend.create({ root: dirname(file), readOnly: true });
  try {
    const value = await load(backend, basename(file));
    return { sha256: sha256Hex(await readFile(file)), value };
  } finally {
    await backend.close();
  }
}
