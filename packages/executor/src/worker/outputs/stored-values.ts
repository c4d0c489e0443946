import {
  concatTables,
  fingerprintOf,
  type Json,
  type OutputPlan,
  type OutputStore,
  type PlaneKey,
  type SaveReceipt,
  type StoredTable,
  type StoredTablePart,
  type Table,
} from "@ohcs/context";
import { valuePath } from "@ohcs/records";
import { at } from "../../well/place.ts";
import type { GroupScope, StepScope } from "../well-scope.ts";
import { holderOf } from "./holder-of.ts";
import { withIdentity } from "./identity-columns.ts";
import { keepValue } from "./keep-value.ts";
import { readBack } from "./read-back.ts";

/** What a group gave. */
interface GroupTable {
  readonly index: number;
  readonly value: Table;
}

interface Entry<Value> {
  readonly index: number;
  readonly group: string;
  readonly key: PlaneKey;
  readonly value: Value;
}

/** Tables and JSON of one step while its groups run; at its end they become one file per well and output. */
export class StepValues {
  readonly #tables = new Map<string, Entry<Table>[]>();
  readonly #json = new Map<string, Entry<Json>[]>();

  /** Keeps a value for later steps, and for the file where the plan stores it. */
  async add(
    scope: GroupScope,
    name: string,
    { kind, memoryDir, store }: OutputPlan,
    value: Table | Json,
  ): Promise<void> {
    if (memoryDir !== null) await keepValue(scope, name, kind, memoryDir, value);
    if (store === null) return;
    const entry = { index: scope.groupIndex, group: scope.group.key, key: scope.key };
    if (kind === "table") append(this.#tables, name, { ...entry, value: value as Table });
    else append(this.#json, name, { ...entry, value: value as Json });
  }

  /** Writes one file per output that the step stores, also where no group gave anything. */
  async write(scope: StepScope): Promise<void> {
    for (const [name, { kind, store }] of scope.plan.outputs) {
      if (store === null) continue;
      if (kind === "table") await writeTable(scope, name, store, inOrderOfGroups(this.#tables.get(name)));
      if (kind === "json") await writeJson(scope, store, inOrderOfGroups(this.#json.get(name)));
    }
  }
}

/** Whatever the order in which passes computed them. */
function inOrderOfGroups<Value>(entries: readonly Entry<Value>[] = []): readonly Entry<Value>[] {
  return entries.toSorted((a, b) => a.index - b.index);
}

async function writeTable(
  scope: StepScope,
  name: string,
  store: OutputStore,
  entries: readonly Entry<Table>[],
): Promise<void> {
  const tables = entries.map(({ key, value }) => withIdentity(value, scope.context, key));
  const table = concatTables(tables);
  if (store.byContent) return commitByContent(scope, store, table as unknown as Json);
  await commit(scope, store, (path, options) => scope.storage.saveTable(path, table, store.backend, options));
  // Nothing begins in the middle of a reduction.
  if (scope.context.axis === "well") scope.commitments.keepTable(scope.plan.stepName, describeTable(name, entries));
}

function writeJson(scope: StepScope, store: OutputStore, entries: readonly Entry<Json>[]): Promise<void> {
  const [first] = entries;
  const single = scope.plan.groups.size === 1 && first !== undefined;
  const value = single ? first.value : Object.fromEntries(entries.map(({ group, value: one }) => [group, one]));
  if (store.byContent) return commitByContent(scope, store, value);
  return commit(scope, store, (path, options) => scope.storage.saveJson(path, value, store.backend, options));
}

function commit(scope: StepScope, store: OutputStore, save: Save): Promise<void> {
  return commitAs(scope, valuePath(scope.context, store), store.backend, save);
}

/** An artifact: the same content has the same name, so that it is never replaced by another. */
function commitByContent(scope: StepScope, { directory, extension, backend }: OutputStore, value: Json): Promise<void> {
  const path = `${directory}/${fingerprintOf(value)}${extension}`;
  return commitAs(scope, path, backend, (to, options) => scope.storage.saveJson(to, value, backend, options));
}

type Save = (path: string, options: { readonly ifExists: "replace" }) => Promise<SaveReceipt>;

async function commitAs(
  { commitments, plan, context, writes }: StepScope,
  path: string,
  backend: string,
  save: Save,
): Promise<void> {
  // Where an image before it cannot be written, the well has failed, and a table of it is not to be stored any more.
  await writes.drain();
  await at({ file: path }, async () => {
    const receipt = await save(path, { ifExists: "replace" });
    commitments.store(plan.stepName, receipt, holderOf(context, backend));
  });
}

function append<Item>(map: Map<string, Item[]>, name: string, item: Item): void {
  const items = map.get(name);
  if (items === undefined) map.set(name, [item]);
  else items.push(item);
}

/** What has to be known of the tables of groups, to get them again from the file in which they lie one below the other. */
export function describeTable(output: string, groups: readonly GroupTable[]): StoredTable {
  const columns: (readonly string[])[] = [];
  const parts = groups.map(({ index, value }): StoredTablePart => {
    return { group: index, rows: value.rows.length, columns: placeIn(columns, value.columns) };
  });
  return { output, ...readBack(groups.map(({ value }) => value)), columns, parts };
}

/** The index of a list among those that are known; a new one is added. */
function placeIn(lists: (readonly string[])[], list: readonly string[]): number {
  const known = lists.findIndex((one) => one.length === list.length && one.every((name, i) => name === list[i]));
  return known >= 0 ? known : lists.push([...list]) - 1;
}
