import type { Cell } from "@ohcs/context";

/** The column of a feature of shape: of the object itself, in tables of single cells of the cell. */
export function shapeColumn(record: Readonly<Record<string, Cell>>, feature: string): string {
  return "Cells_AreaShape_Area" in record ? `Cells_AreaShape_${feature}` : `AreaShape_${feature}`;
}
