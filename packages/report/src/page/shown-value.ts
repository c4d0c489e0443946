import type { ChannelReport, ReportData, ReportTable } from "../report-data.ts";

/** What the plate shows: states, pictures of a channel or of all, or a column of a table. */
export type Shown =
  | { readonly kind: "state" }
  | { readonly kind: "picture"; readonly channel: string }
  | { readonly kind: "pictures" }
  | { readonly kind: "value"; readonly table: string; readonly column: string };

/** Tables with one row per well. */
export function tablesOfWells({ tables }: ReportData): readonly ReportTable[] {
  return tables.filter(({ columns, rows }) => {
    const at = columns.indexOf("Metadata_Well");
    return at >= 0 && new Set(rows.map((row) => row[at])).size === rows.length;
  });
}

/** The columns that hold a number in some row. */
export function numericColumns({ columns, rows }: ReportTable): readonly string[] {
  return columns.filter(
    (column, i) => !/^Metadata_(Plate|Well|Site)$/.test(column) && rows.some((row) => typeof row[i] === "number"),
  );
}

/** Well → number in a column; wells without one are absent. */
export function valuesOf(table: ReportTable | undefined, column: string): ReadonlyMap<string, number> {
  const at = table?.columns.indexOf(column) ?? -1;
  const well = table?.columns.indexOf("Metadata_Well") ?? -1;
  return new Map(
    (table?.rows ?? []).flatMap((row) => {
      const value = row[at];
      return typeof value === "number" ? [[String(row[well]), value] as const] : [];
    }),
  );
}

/** As people know a channel: by its name, and by its id where that says more. */
export function channelName({ id, name }: ChannelReport): string {
  return name === null ? `channel ${id}` : `${name} (${id})`;
}

/** Items by what `key` makes of them, in the order in which they come. */
export function grouped<Item>(
  items: readonly Item[],
  key: (item: Item) => string,
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}
