import type { Cell, Table } from "@ohcs/context";
import { percentileOfSorted } from "@ohcs/kernels";

/** Columns for identity or location of an object, which are not features. */
const NO_FEATURE =
  /^(Metadata_|Parent_|ObjectNumber$|SourceObjectNumber$|((Cells|Nuclei|Cytoplasm)_)?(Location_|AreaShape_(Center|BoundingBox)|Neighbors_\w+ObjectNumber))/;
const QUALITY = /^((Cells|Nuclei|Cytoplasm)_)?QC_/;

/**
 * One well's objects in one record: `Count_<Name>` without duplicates, then median, mean and median absolute deviation
 * of each feature over the objects that do not touch a border. Quality counts (`QC_…`) are summed instead, over the
 * same objects as `Count_<Name>`. Without objects the count is 0 and the rest null. Of a table of single cells, `Count_Cells` is
 * counted, and features have their prefixes already.
 */
export function summarizeObjects(name: string, table: Table): Record<string, Cell> {
  const isSingleCells = table.columns.some((column) => column.startsWith("Cells_"));
  const object = isSingleCells ? "Cells" : objectName(name);
  const counted = rowsWithout(table, table.rows, "Metadata_Duplicate");
  const whole = rowsWithout(table, counted, "Metadata_TouchesEdge");
  const record: Record<string, Cell> = { [`Count_${object}`]: counted.length };
  for (const [i, column] of table.columns.entries()) {
    if (NO_FEATURE.test(column)) continue;
    const feature = isSingleCells ? column : `${object}_${column}`;
    if (QUALITY.test(column)) record[`Sum_${feature}`] = sumOf(numbersAt(counted, i));
    else addStatistics(record, feature, numbersAt(whole, i).sort());
  }
  return record;
}

/** `nuclei` → `Nuclei`: the object's name as tables spell it. */
export function objectName(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function rowsWithout(table: Table, rows: Table["rows"], flag: string): Table["rows"] {
  const at = table.columns.indexOf(flag);
  return at < 0 ? rows : rows.filter((row) => row[at] !== 1);
}

function numbersAt(rows: Table["rows"], column: number): Float64Array {
  const numbers = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) {
    const value = row[column];
    if (typeof value === "number") numbers[count++] = value;
  }
  return numbers.subarray(0, count);
}

function sumOf(values: Float64Array): number | null {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] ?? 0;
  return values.length === 0 ? null : sum;
}

function addStatistics(record: Record<string, Cell>, feature: string, sorted: Float64Array): void {
  const median = sorted.length === 0 ? null : percentileOfSorted(sorted, 50);
  record[`Median_${feature}`] = median;
  record[`Mean_${feature}`] = median === null ? null : (sumOf(sorted) ?? 0) / sorted.length;
  record[`Mad_${feature}`] = median === null ? null : percentileOfSorted(deviations(sorted, median), 50);
}

/** How far values are from their median, the nearest first: from the middle of the sorted values to both sides. */
function deviations(sorted: Float64Array, median: number): Float64Array {
  const far = new Float64Array(sorted.length);
  const from = (i: number) => Math.abs((sorted[i] ?? Number.POSITIVE_INFINITY) - median);
  let right = sorted.length >> 1;
  let left = right - 1;
  for (let i = 0; i < far.length; i++) far[i] = from(left) < from(right) ? from(left--) : from(right++);
  return far;
}
