import { formatWellId, PLATE_FORMATS, type PlateFormat } from "@ohcs/context";
import { fail } from "../errors.ts";

/** The names of all rows and columns of a physical plate, imaged or not. */
export interface PlateLayout {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
}

/**
 * The layout of a plate of 6, 12, 24, 48, 96, 384 or 1536 wells, or of so many rows and columns: rows `A` … `AF`, columns `1` … `48`, or with
 * `columnDigits: 2` `01` … `48`.
 * @throws `NGFF_LAYOUT_UNKNOWN`
 */
export function plateLayout(
  plate: number | Pick<PlateFormat, "rows" | "columns">,
  { columnDigits = 1 }: { readonly columnDigits?: 1 | 2 } = {},
): PlateLayout {
  const format = typeof plate === "number" ? PLATE_FORMATS.find(({ wells }) => wells === plate) : plate;
  if (format === undefined)
    throw fail(
      "NGFF_LAYOUT_UNKNOWN",
      `Cannot lay out a plate: expected one of ${PLATE_FORMATS.map((known) => known.wells).join(", ")} wells, got '${plate}'`,
    );
  return {
    rows: Array.from({ length: format.rows }, (_, row) => formatWellId(row, 0).replace(/\d+$/, "")),
    columns: Array.from({ length: format.columns }, (_, column) => String(column + 1).padStart(columnDigits, "0")),
  };
}
