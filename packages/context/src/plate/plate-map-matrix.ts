import type { Cell, Table } from "../table/table.ts";
import { numberIn } from "./plate-map-unit.ts";

const ROW = /^[A-Z]{1,2}$/i;
const MOST_COLUMNS = 48;

/** A row for each well. */
export interface LongForm {
  readonly columns: readonly string[];
  readonly rows: Table["rows"];
  /** The line of the file in which a cell stands. */
  readonly lineOf: (row: number, column: number) => number;
}

/**
 * A plate map with a row for each well. It may also be written as the plate looks: columns 1, 2, 3 … in the first line, rows
 * A, B, C … in the first column, and the name of what the cells hold in the corner, such as `Dose (uM)`; several such
 * matrices stand one below the other. Tables of another form stay as they are.
 */
export function longForm({ columns, rows }: Table, lines?: readonly number[]): LongForm {
  const lineOf = (row: number) => lines?.[row] ?? row + 2;
  if (!isHead(columns) || !rows.some(([first]) => isRowName(first))) return { columns, rows, lineOf };
  const reading = new MatrixReading(columns);
  for (const [row, cells] of rows.entries()) reading.read(cells, lineOf(row));
  return reading.long();
}

/** `Dose (uM), 1, 2, 3`: behind the corner nothing but columns of a plate, one after the other. */
function isHead([, ...rest]: readonly Cell[]): boolean {
  const numbers = rest.filter((cell) => cell !== null && cell !== "").map((cell) => numberIn(cell) ?? 0);
  const [from = 0] = numbers;
  return from >= 1 && numbers.length <= MOST_COLUMNS && numbers.every((value, i) => value === from + i);
}

function isRowName(cell: Cell | undefined): boolean {
  return typeof cell === "string" && ROW.test(cell.trim());
}

interface Placed {
  readonly cell: Cell;
  readonly line: number;
}

class MatrixReading {
  readonly #names: string[] = [];
  /** Rows as written, `A1`, by name and how often it occurred before in its matrix: each is a row of its own. */
  readonly #wells = new Map<string, { readonly name: string; readonly values: Map<number, Placed> }>();
  #head: readonly (number | null)[] = [];

  constructor(head: readonly Cell[]) {
    this.#begin(head);
  }

  read(cells: readonly Cell[], line: number): void {
    const [first = null] = cells;
    if (isRowName(first) || !isHead(cells)) this.#place(String(first ?? "").trim(), cells, line);
    else this.#begin(cells);
  }

  long(): LongForm {
    const wells = [...this.#wells.values()];
    const rows = wells.map(({ name, values }) => [name, ...this.#names.map((_, i) => values.get(i)?.cell ?? null)]);
    const lineOf = (row: number, column: number) => {
      const values = wells[row]?.values ?? new Map<number, Placed>();
      const [any] = values.values();
      return (values.get(column - 1) ?? any)?.line ?? 1;
    };
    return { columns: ["well", ...this.#names], rows: this.#typed(rows), lineOf };
  }

  #begin([name = null, ...head]: readonly Cell[]): void {
    this.#names.push(String(name ?? "").trim());
    this.#head = head.map(numberIn);
  }

  #place(row: string, [, ...cells]: readonly Cell[], line: number): void {
    for (const [i, cell] of cells.entries()) {
      const column = this.#head[i] ?? null;
      if (cell === null || column === null) continue;
      const name = `${row}${column}`;
      const at = this.#names.length - 1;
      let key = name.toUpperCase();
      while (this.#wells.get(key)?.values.has(at)) key += "'";
      const well = this.#wells.get(key) ?? { name, values: new Map<number, Placed>() };
      well.values.set(at, { cell, line });
      this.#wells.set(key, well);
    }
  }

  /** Below each other in one column stand texts and numbers of several matrices: numbers are what is a number in all cells of one. */
  #typed(rows: Table["rows"]): Table["rows"] {
    const isNumeric = this.#names.map((_, i) => {
      return rows.every((cells) => cells[i + 1] === null || numberIn(cells[i + 1] ?? null) !== null);
    });
    return rows.map((cells) =>
      cells.map((cell, i) => (i > 0 && isNumeric[i - 1] && cell !== null ? numberIn(cell) : cell)),
    );
  }
}
