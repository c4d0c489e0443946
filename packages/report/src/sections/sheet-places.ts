import type { SheetReport } from "../report-data.ts";

/** A rectangle of a picture, px. */
export interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The place of a well in a sheet; null where it has no picture. */
export function placeIn({ columns, width, height, wells }: SheetReport, well: number): Part | null {
  const at = wells.indexOf(well);
  return at < 0 ? null : { x: (at % columns) * width, y: Math.floor(at / columns) * height, width, height };
}

/** A CSS background that shows the picture of a well, of the sheet with that index, in a square; null where it has none. */
export function backgroundOf(sheet: SheetReport, index: number, well: number): string | null {
  const place = placeIn(sheet, well);
  if (place === null) return null;
  const { columns, width, height, wells } = sheet;
  const rows = Math.ceil(wells.length / columns);
  const part = (at: number, size: number, count: number) =>
    count === 1 ? 0 : Number(((100 * at) / size / (count - 1)).toFixed(3));
  const [x, y] = [part(place.x, width, columns), part(place.y, height, rows)];
  return `var(--sheet-${index}) ${x}% ${y}% / ${100 * columns}% ${100 * rows}%`;
}
