/**
 * The columns of a plate map that together name the well: one called `well` or `well_id`, else `row` and `column` (or
 * `col`); in any case of letters, also behind `Metadata_`. None where no columns do.
 */
export function wellColumns(columns: readonly string[]): readonly string[] {
  const well = columns.find((name) => /^(metadata_)?well(_?id)?$/i.test(name));
  if (well !== undefined) return [well];
  const row = columns.find((name) => /^(metadata_)?row$/i.test(name));
  const column = columns.find((name) => /^(metadata_)?col(umn)?$/i.test(name));
  return row === undefined || column === undefined ? [] : [row, column];
}
