import type { Cell } from "@ohcs/context";
import type { Point } from "@ohcs/kernels";
import type { TilePlaces } from "./tile-places.ts";

/** Does the object reach a border of its site beyond which there is no other site? */
export function touchesOuterEdge(record: Readonly<Record<string, Cell>>, site: number, places: TilePlaces): boolean {
  if (record.Metadata_TouchesEdge !== 1) return false;
  const own = places.tiles.find((tile) => tile.site === site);
  if (own === undefined) return true;
  return pointsBeyond(record, places).some((point) => !isShown({ x: own.x + point.x, y: own.y + point.y }, places));
}

/** One point just outside each border of the site that the object's bounding box reaches, px of the site. */
function pointsBeyond(record: Readonly<Record<string, Cell>>, { tileWidth, tileHeight }: TilePlaces): Point[] {
  const [left, top] = [Number(record.AreaShape_BoundingBoxMinimum_X), Number(record.AreaShape_BoundingBoxMinimum_Y)];
  const [right, bottom] = [
    Number(record.AreaShape_BoundingBoxMaximum_X),
    Number(record.AreaShape_BoundingBoxMaximum_Y),
  ];
  const [x, y] = [(left + right - 1) / 2, (top + bottom - 1) / 2];
  return [
    ...(left <= 0 ? [{ x: -1, y }] : []),
    ...(top <= 0 ? [{ x, y: -1 }] : []),
    ...(right >= tileWidth ? [{ x: tileWidth, y }] : []),
    ...(bottom >= tileHeight ? [{ x, y: tileHeight }] : []),
  ];
}

function isShown({ x, y }: Point, { tiles, tileWidth, tileHeight }: TilePlaces): boolean {
  return tiles.some(
    (tile) => x >= tile.x && x <= tile.x + tileWidth - 1 && y >= tile.y && y <= tile.y + tileHeight - 1,
  );
}
