import { stat } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { fingerprintOf, type Json, type Table } from "@ohcs/context";
import { diskBackend, parseCsvWithLines } from "@ohcs/filemanager/disk";
import { fail } from "../errors.ts";
import type { SuppliedTable } from "./plate-host.ts";

type DiskBackend = Awaited<ReturnType<typeof diskBackend.create>>;

/**
 * Reads a CSV file and hashes its table, as canonical JSON; one of more than `mostBytes` is left unread.
 * @throws `FILE_NOT_FOUND`, `TABLE_UNREADABLE`, `SUPPLIED_FILE_TOO_LARGE` and what the system reports
 */
export async function readSuppliedTable(
  folder: string,
  path: string,
  mostBytes = Number.POSITIVE_INFINITY,
): Promise<SuppliedTable> {
  const file = resolve(folder, path);
  if (mostBytes < Number.POSITIVE_INFINITY) await expectNoLarger(file, mostBytes);
  let lines: readonly number[] | undefined;
  const inspect = async (bytes: Uint8Array) => {
    if (!isParquet(file) && bytes.length <= MOST_WITH_LINES)
      lines = parseCsvWithLines(new TextDecoder().decode(bytes), file).lines;
  };
  const read = await readSupplied(file, (backend, name) => backend.loadTable(name, { inspect }));
  return { ...read, ...(lines === undefined ? {} : { lines }) };
}

/** Lines are found by parsing again; larger tables are taken to have a row on each line. */
const MOST_WITH_LINES = 2 ** 20;

function isParquet(file: string): boolean {
  return file.toLowerCase().endsWith(".parquet");
}

/** Reads a JSON file and hashes its value, as canonical JSON. @throws `FILE_NOT_FOUND`, `JSON_UNREADABLE` and what the system reports */
export function readSuppliedJson(folder: string, path: string): Promise<{ sha256: string; value: Json }> {
  return readSupplied(resolve(folder, path), (backend, name) => backend.loadJson(name));
}

/** What cannot be looked at is left for the reading to report. */
async function expectNoLarger(file: string, mostBytes: number): Promise<void> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size <= mostBytes) return;
  const message = `Cannot read '${file}': expected at most ${mostBytes} bytes, got ${size}`;
  throw fail("SUPPLIED_FILE_TOO_LARGE", message, { details: { file, bytes: size, mostBytes } });
}

/** The hash is of the stored value that reductions read, so that it can be verified. */
async function readSupplied<Value extends Table | Json>(
  file: string,
  load: (backend: DiskBackend, name: string) => Promise<Value>,
) {
  const backend = await diskBackend.create({ root: dirname(file), readOnly: true });
  try {
    const value = await load(backend, basename(file));
    return { sha256: fingerprintOf(value as Json), value };
  } finally {
    await backend.close();
  }
}
