/**
 * The columns of a plate map that together name the well: one called `well` or `well_id`, else `row` and `column` (or
 * `col`); in any case of letters, also behind `Metadata_`, with spaces around. None where no columns do.
 */
export function wellColumns(columns: readonly string[]): readonly string[] {
  const well = columns.find((name) => /^\s*(metadata[_ ])?well([_ ]?id)?\s*$/i.test(name));
  if (well !== undefined) return [well];
  const row = columns.find((name) => /^\s*(metadata[_ ])?row\s*$/i.test(name));
  const column = columns.find((name) => /^\s*(metadata[_ ])?col(umn)?\s*$/i.test(name));
  return row === undefined || column === undefined ? [] : [row, column];
}
