import type { SuppliedFacts } from "@ohcs/compiler";
import { checkTable, type Json, type PipelineSpec, type Table } from "@ohcs/context";
import type { PlateHost, SuppliedTable } from "../host/plate-host.ts";

/** The files that a pipeline names: facts for the compiler by name as written, contents for the run by hash. */
interface SuppliedFiles {
  readonly facts: Readonly<Record<string, SuppliedFacts>>;
  readonly contents: Readonly<Record<string, Table | Json>>;
}

/** Reads the files that steps and reductions of the pipeline name; one that cannot be read becomes a fact, too. */
export async function readSuppliedFiles(
  host: PlateHost,
  pipeline: PipelineSpec,
  folder: string,
): Promise<SuppliedFiles> {
  const read = await Promise.all([...namedFiles(pipeline)].map((file) => readOne(host, folder, file)));
  return {
    facts: Object.fromEntries(read.map(({ file, facts }) => [file, facts])),
    contents: Object.assign({}, ...read.map(({ contents }) => contents)) as SuppliedFiles["contents"],
  };
}

/** An invalid pipeline is left for the compiler to report. */
function namedFiles({ steps }: PipelineSpec): ReadonlySet<string> {
  const entries: readonly (PipelineSpec["steps"][number] | null)[] = Array.isArray(steps) ? steps : [];
  const sources = entries.flatMap((entry): readonly unknown[] =>
    entry?.kind === "reduce"
      ? [entry.from, Object.values(entry.with ?? {})].flat(2)
      : Object.values(entry?.inputs ?? {}),
  );
  return new Set(sources.flatMap((source) => (isFile(source) ? [source.file] : [])));
}

function isFile(source: unknown): source is { readonly file: string } {
  return typeof source === "object" && source !== null && "file" in source && typeof source.file === "string";
}

/** 20 KiB for each of 1,536 wells. */
const LARGEST_MAP = 32 * 2 ** 20;

/** The plate map of a run, or why there is none. */
export function readPlateMap(host: PlateHost, folder: string, file: string) {
  return readOne(host, folder, file, LARGEST_MAP);
}

/** One file, or why there is none. JSON of a table's shape, as reductions store them, is a table. */
async function readOne(host: PlateHost, folder: string, file: string, mostBytes?: number) {
  try {
    const reading: Promise<Read> = isJson(file) ? host.readJson(folder, file) : host.readTable(folder, file, mostBytes);
    const read = await reading;
    return { file, facts: factsOf(read), contents: { [read.sha256]: read.value } };
  } catch (error) {
    return { file, facts: { missing: error instanceof Error ? error.message : String(error) }, contents: {} };
  }
}

function isJson(file: string): boolean {
  return file.toLowerCase().endsWith(".json");
}

type Read = Pick<SuppliedTable, "sha256" | "lines"> & { readonly value: Table | Json };

function factsOf({ sha256, value, lines }: Read): SuppliedFacts {
  if (!isTable(value)) return { sha256, kind: "json" };
  return { sha256, table: checkTable(value), ...(lines === undefined ? {} : { lines }) };
}

function isTable(value: unknown): value is Table {
  const { columns, rows } = (value ?? {}) as Partial<Table>;
  const isNamed = Array.isArray(columns) && columns.every((column) => typeof column === "string");
  return isNamed && Array.isArray(rows) && rows.every((row) => Array.isArray(row));
}
