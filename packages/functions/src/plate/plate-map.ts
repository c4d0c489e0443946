import { type Cell, isOhcsError, normalizeWellId, recordsOf, type Table, wellColumns } from "@ohcs/context";
import { fail } from "../errors.ts";

/** What a plate map says of each well, by our name of the well; columns get the prefix `Metadata_`. */
export interface PlateMap {
  readonly columns: readonly string[];
  readonly wells: ReadonlyMap<string, Readonly<Record<string, Cell>>>;
}

/**
 * Reads a table with a column `well` (or `Row` and `Column`) as a plate map.
 * @throws `PLATE_MAP_INVALID` where no column names the well, a name is no well, or a well stands there twice
 */
export function plateMapOf(table: Table): PlateMap {
  const used = expectWellColumns(table.columns);
  const rest = table.columns.filter((column) => !used.includes(column));
  const wells = new Map<string, Readonly<Record<string, Cell>>>();
  for (const record of recordsOf(table)) {
    const well = wellOf(used.map((column) => record[column] ?? "").join(""));
    if (wells.has(well))
      throw fail("PLATE_MAP_INVALID", `Cannot use plate map: expected each well once, got '${well}' twice`);
    wells.set(well, Object.fromEntries(rest.map((column) => [metadataName(column), record[column] ?? null])));
  }
  return { columns: rest.map(metadataName), wells };
}

function expectWellColumns(columns: readonly string[]): readonly string[] {
  const used = wellColumns(columns);
  if (used.length > 0) return used;
  const message = `Cannot use plate map: expected a column 'well', or 'Row' and 'Column', got '${columns.join("', '")}'`;
  throw fail("PLATE_MAP_INVALID", message);
}

function wellOf(text: string): string {
  try {
    return normalizeWellId(text);
  } catch (cause) {
    if (!isOhcsError(cause, "WELL_ID_INVALID")) throw cause;
    throw fail("PLATE_MAP_INVALID", `Cannot use plate map: expected a well, got '${text}'`, { cause });
  }
}

function metadataName(column: string): string {
  return column.startsWith("Metadata_") ? column : `Metadata_${column}`;
}
