import type { ChannelReport, ReportData, ReportTable } from "../report-data.ts";

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
  for (const item of items) {
    const group = groups.get(key(item)) ?? [];
    groups.set(key(item), group);
    group.push(item);
  }
  return groups;
}

/** The middle value, or the mean of the middle two; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = 0, high = 0] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return (low + high) / 2;
}
