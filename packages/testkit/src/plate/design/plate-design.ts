import type { PlateFormat } from "@ohcs/context";

/** A point in well coordinates: pixels, x right, y down; (0, 0) is the nominal centre of the first tile's first pixel. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The arrangement of a well's cells: see `designPlate`. */
export type PlacementKind = "spaced" | "touching" | "confluent" | "sparse" | "empty";

/** The role of a well in the assay. */
export type WellRole = "negative" | "positive" | "sample";

/** The vendors' folder layouts that a plate can be written in. */
export type LayoutName = "imagexpress" | "phenix" | "cellvoyager" | "scanr" | "ome-tiff";

/** Counts above the background that a cell shows in one channel, in focus. */
export interface CellIntensity {
  readonly nucleus: number;
  readonly cytoplasm: number;
}

/** One cell: its nucleus is an ellipse, its cytoplasm the same ellipse widened by `cytoplasmWidth`. */
export interface CellDesign {
  readonly id: number;
  /** Centre in well coordinates. */
  readonly x: number;
  readonly y: number;
  /** Semi-axes of the nucleus in px, the longer one first. */
  readonly semiMajor: number;
  readonly semiMinor: number;
  /** Angle of the longer axis against x, in radians, clockwise as seen (y points down). */
  readonly angle: number;
  readonly cytoplasmWidth: number;
  /** The z at which the cell is sharp; whole numbers are planes, 1-based. */
  readonly focus: number;
  /** One entry per channel. */
  readonly intensity: readonly CellIntensity[];
}

/** One tile (field of view): nominal and actual stage position. */
export interface TileDesign {
  readonly site: number;
  readonly row: number;
  readonly column: number;
  /** Well coordinates of the tile's first pixel according to the metadata. */
  readonly nominal: Point;
  /** Actual well coordinates of the tile's first pixel. */
  readonly actual: Point;
}

export interface WellDesign {
  readonly well: string;
  readonly row: number;
  readonly column: number;
  readonly placement: PlacementKind;
  readonly role: WellRole;
  /** Dose of the compound in µM. */
  readonly dose: number;
  readonly tiles: readonly TileDesign[];
  readonly cells: readonly CellDesign[];
}

/** Where a plane is on its plate; all numbers are 1-based. */
export interface PlateCoordinates {
  readonly well: string;
  readonly site: number;
  readonly channel: number;
  readonly zIndex: number;
  readonly timepoint: number;
}

/** A file that is written damaged: cut inside its pixels, or before its directory. */
export interface CorruptPlane extends PlateCoordinates {
  readonly damage: "pixels" | "directory";
}

/** Microscope and camera; intensities are counts. */
export interface Optics {
  /** Standard deviation of the soft edge in focus, px. */
  readonly blur: number;
  /** Added by the camera to every pixel. */
  readonly cameraOffset: number;
  /** Autofluorescence of the medium, before vignetting. */
  readonly background: number;
  /** Amplitude of the background's texture, as a fraction of the background. */
  readonly textureContrast: number;
  /** Loss of light in the tile's corners, as a fraction. */
  readonly vignetting: number;
  /** Position of the brightest light, as fractions of the tile's width and height. */
  readonly vignettingCentre: Point;
  /** Counts per photo-electron. */
  readonly gain: number;
  /** Standard deviation of the read noise. */
  readonly readNoise: number;
}

/** Everything about a plate, as determined by the seed: plain data, from which each plane can be rendered alone. */
export interface PlateDesign {
  readonly name: string;
  readonly layout: LayoutName;
  readonly seed: number;
  readonly format: PlateFormat;
  readonly grid: { readonly rows: number; readonly columns: number };
  readonly tile: { readonly width: number; readonly height: number };
  readonly overlap: number;
  readonly pixelSizeUm: number;
  readonly zStepUm: number;
  readonly zSteps: number;
  readonly timepoints: number;
  /** Names of the channels, in order. */
  readonly channels: readonly string[];
  readonly optics: Optics;
  readonly wells: readonly WellDesign[];
  readonly missing: readonly PlateCoordinates[];
  readonly corrupt: readonly CorruptPlane[];
}
