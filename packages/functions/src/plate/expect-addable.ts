import type { Table } from "@ohcs/context";
import { fail } from "../errors.ts";

const APART = ["Metadata_ZIndex", "Metadata_Timepoint", "Metadata_Channel"];

/**
 * Checks that rows which are objects, or counts of them, are of one z plane, timepoint and channel. The compiler refuses
 * this before the run for tables that declare `counts`.
 * @throws `OBJECTS_NOT_ADDABLE` naming the column
 */
export function expectAddable(name: string, { columns, rows }: Table): void {
  if (!columns.some((column) => column === "ObjectNumber" || column.startsWith("Count_"))) return;
  for (const column of APART) {
    const at = columns.indexOf(column);
    const first = rows[0]?.[at];
    if (at < 0 || rows.every((row) => row[at] === first)) continue;
    const message = `Cannot add up the objects of table '${name}': its rows differ in '${column}', so that the same object would count repeatedly`;
    throw fail("OBJECTS_NOT_ADDABLE", message, { details: { table: name, column } });
  }
}
