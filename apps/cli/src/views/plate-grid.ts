import { formatWellId, type PlateManifest, plateShape } from "@ohcs/context";
import type { Style } from "../terminal/terminal.ts";

/** Rows beyond which a plate does not fit on a screen. */
const MOST_ROWS = 16;

/**
 * The wells of a plate in their places, one sign each, with row letters and column numbers; empty for plates of more
 * than 16 rows. `sign` draws a well that is among `wells`, the others are blank.
 *
 * @param stated Rows and columns of the plate. @default the smallest that is sold and holds the wells
 */
export function plateGrid(
  wells: readonly string[],
  sign: (well: string) => string,
  { colors }: Style,
  stated: PlateManifest["plateFormat"] = null,
): string {
  const format = plateShape(wells, stated);
  if (format.rows > MOST_ROWS) return "";
  const known = new Set(wells);
  const numbers = Array.from({ length: format.columns }, (_, column) => String(column + 1).padStart(2));
  const lines = Array.from({ length: format.rows }, (_, row) => {
    const signs = numbers.map((_number, column) => {
      const well = formatWellId(row, column);
      return ` ${known.has(well) ? sign(well) : " "}`;
    });
    return `  ${colors.dim(formatWellId(row, 0).slice(0, -2))} ${signs.join(" ")}`;
  });
  return `${[colors.dim(`    ${numbers.join(" ")}`), ...lines].map((line) => line.trimEnd()).join("\n")}\n`;
}
