import { formatWellId, isOhcsError, normalizeWellId } from "@ohcs/context";

/** The name of the well at a row and column counted from 1; null if no plate has such a well. */
export function wellAt(row: number | null, column: number | null): string | null {
  return row === null || column === null ? null : wellOrNull(() => formatWellId(row - 1, column - 1));
}

/** The well that a text names, as it is usually written; null if it names none. */
export function wellNamed(text: string): string | null {
  return wellOrNull(() => normalizeWellId(text));
}

function wellOrNull(well: () => string): string | null {
  try {
    return well();
  } catch (error) {
    if (isOhcsError(error, "WELL_ID_INVALID")) return null;
    throw error;
  }
}
