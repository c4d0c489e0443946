import type { Cell, GroupPlan, Json, OutputPlan, OutputStore, PlaneKey, StoredTable, Table } from "@ohcs/context";
import { valuePath } from "@ohcs/records";
import { fail } from "../errors.ts";
import { loadCommitted } from "./inputs/load-committed.ts";
import { keepValue } from "./outputs/keep-value.ts";
import type { StepScope } from "./well-scope.ts";

/**
 * Gives later steps the tables or JSON that a step left in one file, group by group. All of them in the first pass, so that
 * the file is read once.
 */
export async function restoreValues(scope: StepScope, name: string, output: OutputPlan): Promise<void> {
  const { plan } = scope;
  const { kind, memoryDir, store } = output;
  if (memoryDir === null || store === null || !isFirstPass(scope)) return;
  const find = kind === "table" ? await tablesOf(scope, name, store) : await jsonOf(scope, store);
  for (const [groupIndex, group] of plan.groups.entries()) {
    const value = find(groupIndex, group);
    const key = group.coordinates.toObject() as PlaneKey;
    if (value !== undefined) await keepValue({ ...scope, groupIndex, key }, name, kind, memoryDir, value);
  }
}

function isFirstPass({ plan, groups: [first] }: StepScope): boolean {
  return first !== undefined && first[1].pass === Math.min(...plan.groups.map(({ pass }) => pass));
}

type FindValue = (index: number, group: GroupPlan) => Table | Json | undefined;

async function tablesOf(scope: StepScope, name: string, store: OutputStore): Promise<FindValue> {
  const { task, place } = scope;
  const stored = task.begin?.stored
    .find(({ step }) => step === place.name)
    ?.tables?.find(({ output }) => output === name);
  if (stored === undefined) return () => undefined;
  const tables = tablesInFile(stored, (await committed(scope, "table", store)) as Table);
  return (index) => tables.get(index);
}

/** One file holds what all groups gave, by the keys of the groups where there are several. */
async function jsonOf(scope: StepScope, store: OutputStore): Promise<FindValue> {
  const value = (await committed(scope, "json", store)) as Json;
  if (scope.plan.groups.size === 1) return () => value;
  return (_, { key }) => (value as Readonly<Record<string, Json>>)[key];
}

async function committed(
  { task, context, storage }: StepScope,
  kind: string,
  store: OutputStore,
): Promise<Table | Json> {
  const path = valuePath(context, store);
  const file = task.begin?.outputs.find((one) => one.path === path);
  if (file !== undefined) return loadCommitted(storage, kind, file, store.backend);
  throw fail("INPUT_MISSING", `Cannot take '${path}' of an earlier run: expected it among its outputs, got none`);
}

/** The tables of groups, by their indexes, from the file in which they lie one below the other. */
export function tablesInFile({ columns, texts, parts }: StoredTable, file: Table): ReadonlyMap<number, Table> {
  const readers = columns.map((names) =>
    names.map((name) => readerOf(file.columns.indexOf(name), texts.includes(name))),
  );
  const tables = new Map<number, Table>();
  let begin = 0;
  for (const part of parts) {
    const rows = file.rows.slice(begin, begin + part.rows);
    const own = readers[part.columns] ?? [];
    tables.set(part.group, {
      columns: columns[part.columns] ?? [],
      rows: rows.map((row) => own.map((read) => read(row))),
    });
    begin += part.rows;
  }
  return tables;
}

function readerOf(place: number, isText: boolean): (row: readonly Cell[]) => Cell {
  if (!isText) return (row) => row[place] ?? null;
  return (row) => {
    const cell = row[place] ?? null;
    return cell === null ? null : String(cell);
  };
}
