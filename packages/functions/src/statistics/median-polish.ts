import { medianOf } from "./spread.ts";

/** A table of rows and columns taken apart: value = overall + row + column + residual. */
export interface MedianPolish {
  readonly overall: number;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** By row and column; null where there was no value. */
  readonly residuals: readonly (readonly (number | null)[])[];
}

const MOST_SWEEPS = 10;
const SMALLEST_CHANGE = 0.01;

type Matrix = (number | null)[][];

/**
 * Tukey's median polish: medians of rows and of columns are taken out in turn, until the sum of absolute residuals
 * changes by less than 1 %, at most 10 times. Missing values are left out; a row or column without values has effect 0.
 *
 * Source: Tukey 1977; results are those of `medpolish` in R.
 */
export function medianPolish(values: readonly (readonly (number | null)[])[]): MedianPolish {
  const residuals: Matrix = values.map((row) => [...row]);
  const rows = values.map(() => 0);
  const columns = (values[0] ?? []).map(() => 0);
  let overall = 0;
  let before = 0;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    takeOut(residuals, rows);
    overall += centred(columns);
    const transposed = columns.map((_, x) => residuals.map((row) => row[x] ?? null));
    takeOut(transposed, columns);
    for (const [y, row] of residuals.entries()) for (const x of row.keys()) row[x] = transposed[x]?.[y] ?? null;
    overall += centred(rows);
    const sum = residuals.flat().reduce((total: number, value) => total + Math.abs(value ?? 0), 0);
    if (sum === 0 || Math.abs(sum - before) < SMALLEST_CHANGE * sum) break;
    before = sum;
  }
  return { overall, rows, columns, residuals };
}

/** Moves the median of each line to its effect. */
function takeOut(lines: Matrix, effects: number[]): void {
  for (const [i, line] of lines.entries()) {
    const median = medianOrZero(line.filter((value) => value !== null));
    effects[i] = (effects[i] ?? 0) + median;
    for (const [j, value] of line.entries()) line[j] = value === null ? null : value - median;
  }
}

/** Moves the median of effects out of them, and returns it. */
function centred(effects: number[]): number {
  const median = medianOrZero(effects);
  for (const [i, effect] of effects.entries()) effects[i] = effect - median;
  return median;
}

function medianOrZero(values: readonly number[]): number {
  return values.length === 0 ? 0 : medianOf(values);
}
