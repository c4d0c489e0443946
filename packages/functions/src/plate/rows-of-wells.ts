import type { RowComponent, Table } from "@ohcs/context";

/** The values of a row's own components. */
export type RowKey = Readonly<Record<string, number>>;

/** The rows that wells have, as the compiler passes them to `summarizeWells`; `wells` null for all others. */
interface WellRows {
  readonly wells: readonly string[] | null;
  readonly at: readonly RowKey[];
}

/** The column of tables that holds a component. */
export function rowColumn(component: RowComponent): string {
  return `Metadata_${component.charAt(0).toUpperCase()}${component.slice(1)}`;
}

/** On a mosaic the site of an object is the one that owns it. */
function sourceColumn(component: RowComponent, columns: readonly string[]): string {
  const source = "Metadata_SourceSite";
  return component === "site" && columns.includes(source) ? source : rowColumn(component);
}

/** The rows of each well: at least one. */
export function wellRows(per: readonly RowComponent[], rows: readonly WellRows[]): (well: string) => readonly RowKey[] {
  const usual = rows.find(({ wells }) => wells === null)?.at ?? [];
  const special = new Map(rows.flatMap(({ wells, at }) => (wells ?? []).map((well) => [well, at] as const)));
  return (well) => {
    const at = special.get(well) ?? usual;
    return per.length === 0 || at.length === 0 ? [{}] : at;
  };
}

/** The part of a table that belongs to a row: of components that the table has no column for, all of it. */
export function partsOf({ columns, rows }: Table, per: readonly RowComponent[]): (at: RowKey) => Table {
  const own = per.filter((component) => columns.includes(rowColumn(component)));
  const places = own.map((component) => columns.indexOf(sourceColumn(component, columns)));
  const parts = new Map<string, Table["rows"][number][]>();
  for (const row of rows) {
    const key = places.map((at) => row[at]).join();
    const part = parts.get(key);
    if (part === undefined) parts.set(key, [row]);
    else part.push(row);
  }
  return (at) => ({ columns, rows: own.length === 0 ? rows : (parts.get(own.map((one) => at[one]).join()) ?? []) });
}
