import type { Cell, StoredTable, Table } from "@ohcs/context";

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
