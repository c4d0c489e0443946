import { formatWellId, isOhcsError } from "@ohcs/context";

/** The name of the well at a row and column counted from 1; null if no plate has such a well. */
export function wellAt(row: number | null, column: number | null): string | null {
  if (row === null || column === null) return null;
  try {
    return formatWellId(row - 1, column - 1);
  } catch (error) {
    if (isOhcsError(error, "WELL_ID_INVALID")) return null;
    throw error;
  }
}
