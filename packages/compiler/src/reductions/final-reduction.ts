import type { Catalogue, FieldsOf, FunctionCall, InputLink, Json, RowComponent } from "@ohcs/context";
import type { ReductionPlan, ReductionStep } from "../draft/reduction-plan.ts";
import type { ResolvedCall } from "../draft/resolved-step.ts";
import type { Findings } from "../findings/findings.ts";
import { plainJson } from "../freezing/plain-json.ts";
import { resolveChain } from "../functions/resolve-chain.ts";
import type { StoredOutput } from "./stored-outputs.ts";
import { type DescribedTable, makerOf, tablesOfReductions } from "./table-makers.ts";

/** The name of the built-in last reduction of every run. */
export const FINAL_REDUCTION = "tables";

/** The summary of the wells, by the name by which reductions read it. */
export const WELLS_TABLE = "table:wells";

const FUNCTIONS = "@ohcs/functions";

/** Inputs of the last reduction. */
interface FinalReductionInput {
  readonly catalogue: Catalogue;
  readonly stored: ReadonlyMap<string, StoredOutput>;
  /** Joined to the rows of the wells, if there is one. */
  readonly plateMap: FieldsOf<InputLink> | null;
  /** Components whose values have rows of their own in the table of wells. */
  readonly per: readonly RowComponent[];
  /** Are merged tables stored as Parquet, too? */
  readonly parquet: boolean;
  /** Of the last stretch. */
  readonly level: number;
  /** The user's reductions, whose tables are described, too. */
  readonly reductions: readonly ReductionPlan[];
}

/**
 * Merges every stored table over the wells, summarizes all in `wells`: one row for each selected well, and says in `columns.json` what the
 * columns of these tables mean.
 */
export function finalReduction(input: FinalReductionInput, findings: Findings): ReductionPlan {
  const { level, catalogue, stored, parquet } = input;
  const links = tablesOfWells(stored);
  const merges = links.length === 0 ? [] : builtIn("mergeTables", {}, catalogue, findings);
  const joined = merges.flatMap((call) => links.map(([table, link]) => mergeStep(call, table, link)));
  const isKnown = catalogue.entries.some(({ reference }) => reference.export === "describeColumns");
  const summary = wellsSummary(input, "wells", findings).map((step) => (isKnown ? withColumns(step) : step));
  const madeBySummary = (kind: "table" | "json", output: string): FieldsOf<InputLink> => {
    return { source: "step", kind, step: joined.length, output };
  };
  const all = [...links, ...summary.map(() => ["wells", madeBySummary("table", WELLS_TABLE)] as const)];
  const twins = parquet ? merges.flatMap((call) => all.map(([table, link]) => parquetStep(call, table, link))) : [];
  const described =
    summary.length === 0 || !isKnown
      ? []
      : builtIn("describeColumns", { tables: knownTables(input, summary) }, catalogue, findings);
  const columns = described.map((call) => describeStep(call, madeBySummary("json", COLUMNS.name)));
  return { name: FINAL_REDUCTION, minWells: 0, level, steps: [...joined, ...summary, ...twins, ...columns] };
}

/** The columns of all tables that the wells have, and of their own: the summary has seen them. */
const COLUMNS = { own: "columns", name: "json:tables", kind: "json", file: null, artifact: null } as const;

function withColumns(summary: ReductionStep): ReductionStep {
  return { ...summary, outputs: [...summary.outputs, COLUMNS] };
}

/** Who made the columns of each table, for `columns.json`. */
function knownTables({ stored, reductions }: FinalReductionInput, steps: readonly ReductionStep[]): Json {
  const described = (functions: DescribedTable["functions"]): DescribedTable => ({ functions, columns: [] });
  const merged = tablesOfWells(stored).map(([table, { output }]) => [
    table,
    described(stored.get(output)?.makers ?? []),
  ]);
  const wells = steps.flatMap(({ call: { declaration }, outputs }) =>
    outputs.flatMap(({ own, name }) =>
      name === WELLS_TABLE ? [["wells", described([makerOf(declaration, own)])]] : [],
    ),
  );
  return plainJson({ ...tablesOfReductions(reductions), ...Object.fromEntries([...merged, ...wells]) });
}

/** The same table in another file. Batches read the CSV. */
function parquetStep(call: ResolvedCall, table: string, link: FieldsOf<InputLink>): ReductionStep {
  const file = `${table}.parquet`;
  const outputs = [{ own: "merged", name: `table:${file}`, kind: "table", file, artifact: null }] as const;
  return { name: `store-${file}`, call, inputs: new Map([["table", link]]), outputs };
}

function describeStep(call: ResolvedCall, link: FieldsOf<InputLink>): ReductionStep {
  const outputs = [{ own: "columns", name: "json:columns", kind: "json", file: "columns", artifact: null }] as const;
  return { name: "columns", call, inputs: new Map([["columns", link]]), outputs };
}

/** What a summary of the wells is made from. */
export type WellsSummaryInput = Pick<FinalReductionInput, "catalogue" | "stored" | "plateMap" | "per">;

/** The step that makes `table:wells` of all stored tables and the plate map; none where the catalogue lacks its function. */
export function wellsSummary(
  { catalogue, stored, plateMap, per }: WellsSummaryInput,
  file: string | null,
  findings: Findings,
): readonly ReductionStep[] {
  const map = plateMap === null ? [] : [["map", plateMap] as const];
  const inputs = new Map([...tablesOfWells(stored), ...map]);
  const outputs = [{ own: "wells", name: WELLS_TABLE, kind: "table", file, artifact: null }] as const;
  const calls = builtIn("summarizeWells", per.length === 0 ? {} : { per }, catalogue, findings);
  return calls.map((call) => ({ name: "wells", call, inputs, outputs }));
}

function tablesOfWells(stored: FinalReductionInput["stored"]) {
  const tables = [...stored].filter(([, output]) => output.kind === "table" && output.isStored);
  return tables.map(([name, { kind, step }]) => {
    return [name.slice("table:".length), { source: "wells", kind, step, output: name } as const] as const;
  });
}

function mergeStep(call: ResolvedCall, table: string, link: FieldsOf<InputLink>): ReductionStep {
  const outputs = [{ own: "merged", name: `table:${table}`, kind: "table", file: table, artifact: null }] as const;
  return { name: `merge-${table}`, call, inputs: new Map([["table", link]]), outputs };
}

function builtIn(
  name: string,
  parameters: NonNullable<FunctionCall["with"]>,
  catalogue: Catalogue,
  findings: Findings,
): readonly ResolvedCall[] {
  const ours = catalogue.entries.find(({ reference }) => reference.module === FUNCTIONS && reference.export === name);
  const call: FunctionCall = { use: ours?.reference ?? name, with: parameters };
  const where = { function: name };
  return resolveChain(call, { catalogue, calibration: { pixelSizeUm: null }, scope: "reduce", where, findings }).calls;
}
