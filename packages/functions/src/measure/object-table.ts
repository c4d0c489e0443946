import type { Table } from "@ohcs/context";
import type { Columns, MeasuredObjects } from "./measured-objects.ts";

/** One row per object, in order of labels. Columns do not depend on the number of objects, even if there are none. */
export function objectTable({ regions, shapes }: MeasuredObjects, features: Columns): Table {
  const columns: Columns = [
    ["ObjectNumber", regions.map(({ label }) => label)],
    ["Metadata_TouchesEdge", shapes.map(({ touchesEdge }) => (touchesEdge ? 1 : 0))],
    ...features,
  ];
  return tableOf(columns, regions.length);
}

/** The table of `columns`, each of `count` cells. */
export function tableOf(columns: Columns, count: number): Table {
  const rows = Array.from({ length: count }, (_, i) => columns.map(([, cells]) => cells[i] ?? null));
  return { columns: columns.map(([name]) => name), rows };
}
