import type { StoredTable, StoredTablePart, Table } from "@ohcs/context";
import { readBack } from "./read-back.ts";

/** What a group gave. */
export interface GroupTable {
  readonly index: number;
  readonly value: Table;
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
