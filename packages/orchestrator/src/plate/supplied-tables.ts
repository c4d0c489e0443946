import type { SuppliedFacts } from "@ohcs/compiler";
import type { PipelineSpec, Table } from "@ohcs/context";
import type { PlateHost } from "../host/plate-host.ts";

/** The tables that a pipeline names: facts for the compiler by name as written, contents for the run by hash. */
export interface SuppliedTables {
  readonly facts: Readonly<Record<string, SuppliedFacts>>;
  readonly tables: Readonly<Record<string, Table>>;
}

/** Reads the tables that reductions of the pipeline name; one that cannot be read becomes a fact, too. */
export async function readSuppliedTables(
  host: PlateHost,
  pipeline: PipelineSpec,
  folder: string,
): Promise<SuppliedTables> {
  const reductions = pipeline.steps.filter((step) => step.kind === "reduce");
  const files = new Set(reductions.flatMap((reduction) => Object.values(reduction.with ?? {})).map(({ file }) => file));
  const read = await Promise.all([...files].map((file) => readOne(host, folder, file)));
  return {
    facts: Object.fromEntries(read.map(({ file, facts }) => [file, facts])),
    tables: Object.fromEntries(read.flatMap(({ table }) => (table === null ? [] : [[table.sha256, table.table]]))),
  };
}

/** One table, or why there is none. */
export async function readOne(host: PlateHost, folder: string, file: string) {
  try {
    const table = await host.readTable(folder, file);
    const { columns, rows } = table.table;
    return { file, facts: { sha256: table.sha256, columns, rows: rows.length }, table } as const;
  } catch (error) {
    return { file, facts: { missing: error instanceof Error ? error.message : String(error) }, table: null } as const;
  }
}
