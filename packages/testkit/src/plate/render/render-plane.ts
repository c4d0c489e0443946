import { fail } from "../../errors.ts";
import { planeKey } from "../design/planes-of.ts";
import type {
  CellDesign,
  PlateCoordinates,
  PlateDesign,
  Point,
  TileDesign,
  WellDesign,
} from "../design/plate-design.ts";
import { hashSeed } from "../random.ts";
import type { CellShape } from "../scene/place-cells.ts";
import { expose } from "./expose.ts";
import { type EllipsePaint, type Layer, paintEllipse } from "./paint-ellipse.ts";
import { renderTexture } from "./texture.ts";

/** The appearance of an object some planes away from its focus. */
interface Focus {
  /** Fraction of the intensity in focus. */
  readonly amplitude: number;
  /** Standard deviation of its soft edge, px. */
  readonly blur: number;
}

const BLUR_PER_PLANE = 2.2;

const LOSS_PER_PLANE = 0.85;

/**
 * The appearance `planes` z-planes from focus with a soft edge of `blur` px in focus: dimmer, and wider at the edge.
 */
function focusAt(planes: number, blur: number): Focus {
  return {
    amplitude: 1 / (1 + (LOSS_PER_PLANE * planes) ** 2),
    blur: Math.hypot(blur, BLUR_PER_PLANE * planes),
  };
}

/** A part of a cell; `blur` is that in focus. */
type Look = Omit<EllipsePaint, "level">;

const NUCLEUS = { dome: 0.15, grain: 0.15 };
const CYTOPLASM: Look = { dome: 0.1, grain: 0.1, blur: 2, mode: "brighter" };

/**
 * One plane of the plate as `tile.height` rows of `tile.width` counts, evaluated at the tile's actual place. The bytes
 * depend on the design and the coordinates only, not on what was rendered before.
 * @throws `SYNTH_PLANE_UNKNOWN`
 */
export function renderPlane(design: PlateDesign, coordinates: PlateCoordinates): Uint16Array {
  const { well, tile } = locate(design, coordinates);
  const { width, height } = design.tile;
  const texture = renderTexture(hashSeed([design.seed, "texture", well.well]), tile.actual, width, height);
  const layer: Layer = { pixels: new Float32Array(width * height), texture, width, height };
  paintCells(layer, design, well, tile, coordinates);
  const fromFloor = coordinates.zIndex - Math.ceil(design.zSteps / 2);
  const contrast = design.optics.textureContrast * focusAt(fromFloor, design.optics.blur).amplitude;
  return expose(layer, design.optics, contrast, hashSeed([design.seed, "noise", planeKey(coordinates)]));
}

function locate(
  design: PlateDesign,
  coordinates: PlateCoordinates,
): { readonly well: WellDesign; readonly tile: TileDesign } {
  const well = design.wells.find((candidate) => candidate.well === coordinates.well);
  const tile = well?.tiles.find((candidate) => candidate.site === coordinates.site);
  const { channel, zIndex, timepoint } = coordinates;
  const inside = isOneOf(channel, design.channels.length) && isOneOf(zIndex, design.zSteps);
  if (well === undefined || tile === undefined || !inside || !isOneOf(timepoint, design.timepoints)) {
    const message = `Cannot render a plane: plate '${design.name}' has no plane '${planeKey(coordinates)}'`;
    throw fail("SYNTH_PLANE_UNKNOWN", message, { details: { ...coordinates } });
  }
  return { well, tile };
}

function isOneOf(value: number, count: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= count;
}

function paintCells(
  layer: Layer,
  { optics }: PlateDesign,
  { cells }: WellDesign,
  { actual }: TileDesign,
  { channel, zIndex }: PlateCoordinates,
): void {
  for (const cell of cells) {
    const level = cell.intensity[channel - 1]?.cytoplasm ?? 0;
    const outline = outlineIn(cell, actual, cell.cytoplasmWidth);
    if (level > 0) paintPart(layer, outline, level, zIndex - cell.focus, CYTOPLASM);
  }
  for (const cell of cells) {
    const { nucleus, cytoplasm } = cell.intensity[channel - 1] ?? { nucleus: 0, cytoplasm: 0 };
    const look: Look = { ...NUCLEUS, blur: optics.blur, mode: cytoplasm === 0 ? "brighter" : "replace" };
    paintPart(layer, outlineIn(cell, actual, 0), nucleus, zIndex - cell.focus, look);
  }
}

/** The cell's ellipse, grown by `margin`, in pixels of the tile whose first pixel is at `origin`. */
function outlineIn({ x, y, semiMajor, semiMinor, angle }: CellDesign, origin: Point, margin: number): CellShape {
  return { x: x - origin.x, y: y - origin.y, semiMajor: semiMajor + margin, semiMinor: semiMinor + margin, angle };
}

function paintPart(layer: Layer, outline: CellShape, level: number, defocus: number, look: Look): void {
  const { amplitude, blur } = focusAt(defocus, look.blur);
  paintEllipse(layer, outline, { ...look, level: level * amplitude, blur });
}
