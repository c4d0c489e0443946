import type { Cell } from "@ohcs/context";
import type { Point } from "@ohcs/kernels";
import { shapeColumn } from "./shape-column.ts";
import type { TilePlaces } from "./tile-places.ts";

/** Both inclusive, px. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Does the object reach a border of its site, beyond which no other site shows it whole? */
export function touchesOuterEdge(record: Readonly<Record<string, Cell>>, site: number, places: TilePlaces): boolean {
  if (record.Metadata_TouchesEdge !== 1) return false;
  const own = places.tiles.find((tile) => tile.site === site);
  if (own === undefined) return true;
  return boxesBeyond(boxOf(record), places).some((box) => !isShown(movedBy(box, own), places));
}

function boxOf(record: Readonly<Record<string, Cell>>): Box {
  const at = (corner: string) => Number(record[shapeColumn(record, `BoundingBox${corner}`)]);
  return {
    left: at("Minimum_X"),
    top: at("Minimum_Y"),
    right: at("Maximum_X") - 1,
    bottom: at("Maximum_Y") - 1,
  };
}

/** The box with a pixel more beyond each border of the site that it reaches, one at a time. */
function boxesBeyond(box: Box, { tileWidth, tileHeight }: TilePlaces): readonly Box[] {
  return [
    ...(box.left <= 0 ? [{ ...box, left: -1 }] : []),
    ...(box.top <= 0 ? [{ ...box, top: -1 }] : []),
    ...(box.right >= tileWidth - 1 ? [{ ...box, right: tileWidth }] : []),
    ...(box.bottom >= tileHeight - 1 ? [{ ...box, bottom: tileHeight }] : []),
  ];
}

function movedBy({ left, top, right, bottom }: Box, { x, y }: Point): Box {
  return { left: left + x, top: top + y, right: right + x, bottom: bottom + y };
}

/** Sites lie between pixels of each other. */
const HALF_PIXEL = 0.5;

function isShown(box: Box, { tiles, tileWidth, tileHeight }: TilePlaces): boolean {
  return tiles.some(
    ({ x, y }) =>
      box.left >= x - HALF_PIXEL &&
      box.right <= x + tileWidth - 1 + HALF_PIXEL &&
      box.top >= y - HALF_PIXEL &&
      box.bottom <= y + tileHeight - 1 + HALF_PIXEL,
  );
}
