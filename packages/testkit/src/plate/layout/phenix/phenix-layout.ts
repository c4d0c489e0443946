import { parseWellId } from "@ohcs/context";
import { type PlateLayout, rasterOrder } from "../../design/planes-of.ts";
import type { PlateCoordinates } from "../../design/plate-design.ts";
import type { GridCell } from "../../scene/place-tiles.ts";
import { indexXml } from "./index-xml.ts";

/**
 * A plate of Opera Phenix as Harmony 6 writes it: `Images/r01c01f01p01-ch1sk1fk1fl1.tiff`, the field in the centre first
 * and the others in a snake, `Images/Index.xml` with positions in metres, y up, and times from 0.
 */
export const phenixLayout: PlateLayout = {
  siteOrder: centreFirstSnake,
  planePath: (_, coordinates) => `Images/${imageName(coordinates)}`,
  planeDescription: () => "",
  software: "Harmony",
  companions: (design) => [["Images/Index.xml", new TextEncoder().encode(indexXml(design, imageName))]],
};

function centreFirstSnake(rows: number, columns: number): readonly GridCell[] {
  const snake = rasterOrder(rows, columns).map(({ row, column }) => ({
    row,
    column: row % 2 === 0 ? column : columns - 1 - column,
  }));
  const isCentre = ({ row, column }: GridCell) =>
    row === Math.floor((rows - 1) / 2) && column === Math.floor((columns - 1) / 2);
  return [...snake.filter(isCentre), ...snake.filter((cell) => !isCentre(cell))];
}

function imageName({ well, site, channel, zIndex, timepoint }: PlateCoordinates): string {
  const { row, column } = parseWellId(well);
  return `r${padded(row + 1)}c${padded(column + 1)}f${padded(site)}p${padded(zIndex)}-ch${channel}sk${timepoint}fk1fl1.tiff`;
}

function padded(value: number): string {
  return String(value).padStart(2, "0");
}
