import { readFile } from "node:fs/promises";
import { basename, dirname, resolve } from "node:path";
import { type PipelineSpec, sha256Hex, type Table } from "@ohcs/context";
import { diskBackend } from "@ohcs/filemanager/disk";
import { isReduction } from "../catalogue/is-reduction.ts";
import { fail } from "../errors.ts";

/** What the compiler is told about a table that the user supplies. */
export type SuppliedFacts =
  | { readonly sha256: string; readonly columns: readonly string[]; readonly rows: number }
  | { readonly missing: string };

/** The tables that a pipeline names: facts by the name as written, contents by hash. */
export interface SuppliedTables {
  readonly facts: Readonly<Record<string, SuppliedFacts>>;
  readonly tables: Readonly<Record<string, Table>>;
}

interface SuppliedTable {
  readonly sha256: string;
  readonly table: Table;
}

/** Reads the tables that the pipeline names, relative to its folder; what cannot be read becomes a fact, too. */
export async function readSuppliedTables(pipeline: PipelineSpec, folder: string): Promise<SuppliedTables> {
  const files = pipeline.steps.flatMap((step) => (isReduction(step) ? Object.values(step.with ?? {}) : []));
  const facts: Record<string, SuppliedFacts> = {};
  const tables: Record<string, Table> = {};
  for (const { file } of files) {
    try {
      const { sha256, table } = await readTable(resolve(folder, file));
      tables[sha256] = table;
      facts[file] = factsOf(sha256, table);
    } catch (error) {
      facts[file] = { missing: error instanceof Error ? error.message : String(error) };
    }
  }
  return { facts, tables };
}

/** Reads the plate map that was given on the command line. @throws `SUPPLIED_TABLE_UNREADABLE` */
export async function readPlateMap(file: string): Promise<SuppliedTable & { readonly facts: SuppliedFacts }> {
  try {
    const { sha256, table } = await readTable(file);
    return { sha256, table, facts: factsOf(sha256, table) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `Cannot read plate map: expected a CSV file, got '${file}' (${reason})`;
    throw fail("SUPPLIED_TABLE_UNREADABLE", message, { details: { file }, cause });
  }
}

function factsOf(sha256: string, { columns, rows }: Table): SuppliedFacts {
  return { sha256, columns, rows: rows.length };
}

async function readTable(file: string): Promise<SuppliedTable> {
  const sha256 = sha256Hex(await readFile(file));
  const backend = await diskBackend.create({ root: dirname(file), readOnly: true });
  try {
    return { sha256, table: await backend.loadTable(basename(file)) };
  } finally {
    await backend.close();
  }
}
