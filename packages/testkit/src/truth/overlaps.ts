import type { LabelMosaic } from "./label-mosaic.ts";

/** Areas in px of the cells of one image, the labels of another, and of what they share. */
export interface Overlaps {
  readonly cellAreas: ReadonlyMap<number, number>;
  readonly labelAreas: ReadonlyMap<number, number>;
  readonly shared: readonly { readonly cell: number; readonly label: number; readonly area: number }[];
}

/** Counts the pixels of two label images of equal size, alone and together. */
export function overlapsOf(cells: LabelMosaic, labels: LabelMosaic): Overlaps {
  const cellAreas = new Map<number, number>();
  const labelAreas = new Map<number, number>();
  const shared = new Map<string, { cell: number; label: number; area: number }>();
  for (let i = 0; i < cells.data.length; i++) {
    const cell = cells.data[i] ?? 0;
    const label = labels.data[i] ?? 0;
    if (cell !== 0) cellAreas.set(cell, (cellAreas.get(cell) ?? 0) + 1);
    if (label !== 0) labelAreas.set(label, (labelAreas.get(label) ?? 0) + 1);
    if (cell === 0 || label === 0) continue;
    const key = `${cell} ${label}`;
    const known = shared.get(key);
    if (known === undefined) shared.set(key, { cell, label, area: 1 });
    else known.area++;
  }
  return { cellAreas, labelAreas, shared: [...shared.values()] };
}
