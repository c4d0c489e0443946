import type { PlateFormat } from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { PlateCoordinates, PlateDesign, Point, TileDesign, WellDesign } from "../design/plate-design.ts";

const PLATE_WIDTH_UM = 127_760;
const PLATE_HEIGHT_UM = 85_480;
const PITCH_UM: ReadonlyMap<number, number> = new Map([
  [6, 39_120],
  [12, 26_010],
  [24, 19_300],
  [48, 13_080],
  [96, 9000],
  [384, 4500],
  [1536, 2250],
]);
const FLOOR_UM = 9900;

/** The nominal stage position of a plane: µm from the plate's upper left corner, x right, y down, z up. */
export function stagePosition(
  design: PlateDesign,
  { well, site, zIndex }: PlateCoordinates,
): { readonly x: number; readonly y: number; readonly z: number } {
  const place = design.wells.find((candidate) => candidate.well === well);
  const tile = place?.tiles.find((candidate) => candidate.site === site);
  if (place === undefined || tile === undefined)
    throw fail("SYNTH_PLANE_UNKNOWN", `Cannot locate a tile: the design has no '${well} s${site}'`);
  const centre = wellCentre(place, design.format);
  const { x, y } = placeInWell(design, tile);
  return {
    x: micrometres(centre.x + x),
    y: micrometres(centre.y + y),
    z: micrometres(FLOOR_UM + (zIndex - 1) * design.zStepUm),
  };
}

/** The nominal place of a tile in its well: µm from the well's centre, x right, y down. */
export function placeInWell(design: PlateDesign, { nominal }: TileDesign): Point {
  const middle = middleTile(design);
  return {
    x: micrometres((nominal.x - middle.x) * design.pixelSizeUm),
    y: micrometres((nominal.y - middle.y) * design.pixelSizeUm),
  };
}

/** Wells lie on the grid of the ANSI/SLAS standards, centred on the plate. */
function wellCentre({ row, column }: WellDesign, { wells, rows, columns }: PlateFormat): Point {
  const pitch = PITCH_UM.get(wells) ?? PLATE_WIDTH_UM / columns;
  return {
    x: (PLATE_WIDTH_UM - pitch * (columns - 1)) / 2 + pitch * column,
    y: (PLATE_HEIGHT_UM - pitch * (rows - 1)) / 2 + pitch * row,
  };
}

/** Well coordinates of the first pixel of a tile in the middle of the grid. */
function middleTile({ grid, tile, overlap }: PlateDesign): Point {
  return {
    x: ((grid.columns - 1) / 2) * tile.width * (1 - overlap),
    y: ((grid.rows - 1) / 2) * tile.height * (1 - overlap),
  };
}

function micrometres(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
