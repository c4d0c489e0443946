import type { Labels, Mask, PixelArray, Plane } from "../src/plane.ts";

/** A plane drawn as a matrix, one array a row. */
export function planeOf<T extends PixelArray>(
  rows: readonly (readonly number[])[],
  type: { from(values: number[]): T },
): Plane<T> {
  return { data: type.from(rows.flat()), height: rows.length, width: rows[0]?.length ?? 0 };
}

/** A mask drawn as text: `#` is foreground. */
export function maskOf(rows: readonly string[]): Mask {
  return planeOf(
    rows.map((row) => [...row].map((mark) => (mark === "#" ? 1 : 0))),
    Uint8Array,
  );
}

/** Labels drawn as text: one digit a pixel, `.` for background. */
export function labelsOf(rows: readonly string[]): Labels {
  return planeOf(
    rows.map((row) => [...row].map((mark) => (mark === "." ? 0 : Number(mark)))),
    Uint32Array,
  );
}

/** The rows of a plane, as they are drawn. */
export function rowsOf({ data, height, width }: Plane): number[][] {
  return Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);
}

/** Labels or a mask as text, the inverse of {@link labelsOf}. */
export function textOf(plane: Plane): string[] {
  return rowsOf(plane).map((row) => row.map((label) => (label === 0 ? "." : String(label))).join(""));
}
