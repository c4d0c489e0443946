import { PLATE_FORMATS, type PlateFormat } from "@ohcs/context";
import { fail } from "../../errors.ts";
import type { LayoutName, Optics, PlacementKind } from "./plate-design.ts";

/** Options of a synthetic plate; every field has a default. */
export interface PlateOptions {
  /** @default "synth" */
  readonly name?: string;
  /** @default "imagexpress" */
  readonly layout?: LayoutName;
  /** Number of wells of the plate: 6, 12, 24, 48, 96, 384 or 1536. @default 96 */
  readonly format?: number;
  /** How many wells to image (in plate order), or their names. @default 24, or all of a smaller plate */
  readonly wells?: number | readonly string[];
  /** Rows and columns of tiles in a well. @default [3, 3] */
  readonly grid?: readonly [rows: number, columns: number];
  /** Width and height of a tile in px. @default [512, 512] */
  readonly tile?: readonly [width: number, height: number];
  /** Overlap of neighbouring tiles as a fraction of their size. @default 0.1 */
  readonly overlap?: number;
  /** Standard deviation of the stage error in px; no error exceeds 2.5 of it. @default 3 */
  readonly stageError?: number;
  /** @default 2 */
  readonly channels?: number;
  /** @default 3 */
  readonly zSteps?: number;
  /** Cells do not move over time; only the noise changes. @default 1 */
  readonly timepoints?: number;
  /** Cells per imaged well area of `spaced` and `touching` wells. @default one per 10,000 px² */
  readonly cells?: number;
  /** Smallest and largest mean radius of a nucleus in px. @default [8, 12] */
  readonly radius?: readonly [smallest: number, largest: number];
  /** Placement of single wells, overriding the one chosen by the seed. */
  readonly placements?: Readonly<Record<string, PlacementKind>>;
  /** How many planes are not written. @default 0 */
  readonly missing?: number;
  /** How many planes are written truncated. @default 0 */
  readonly corrupt?: number;
  /** @default 0.65 */
  readonly pixelSizeUm?: number;
  /** @default 2 */
  readonly zStepUm?: number;
  readonly optics?: Partial<Optics>;
  /** @default 1 */
  readonly seed?: number;
}

/** {@link PlateOptions} with every default filled in and every range checked. */
export type ResolvedPlateOptions = Required<Omit<PlateOptions, "format" | "optics">> & {
  readonly format: PlateFormat;
  readonly optics: Optics;
};

const defaultOptics: Optics = {
  blur: 1,
  cameraOffset: 150,
  background: 100,
  textureContrast: 0.25,
  vignetting: 0.06,
  vignettingCentre: { x: 0.47, y: 0.52 },
  gain: 1,
  readNoise: 4,
};

const DEFAULTS = {
  name: "synth",
  layout: "imagexpress",
  format: 96,
  grid: [3, 3],
  tile: [512, 512],
  overlap: 0.1,
  stageError: 3,
  channels: 2,
  zSteps: 3,
  timepoints: 1,
  radius: [8, 12],
  placements: {},
  missing: 0,
  corrupt: 0,
  pixelSizeUm: 0.65,
  zStepUm: 2,
  seed: 1,
} as const;

const PX2_PER_CELL = 10_000;

/** Fills in the defaults. @throws `SYNTH_OPTION_INVALID` naming the option that is out of range */
export function resolvePlateOptions(options: PlateOptions): ResolvedPlateOptions {
  const given = { ...DEFAULTS, ...options };
  const { grid, tile, overlap } = given;
  const format = plateFormat(given.format);
  const resolved: ResolvedPlateOptions = {
    wells: Math.min(24, format.wells),
    cells: Math.max(1, Math.round(mosaicArea(grid, tile, overlap) / PX2_PER_CELL)),
    ...given,
    format,
    optics: { ...defaultOptics, ...options.optics },
  };
  checkCounts(resolved);
  checkRanges(resolved);
  return resolved;
}

function mosaicArea(grid: readonly [number, number], tile: readonly [number, number], overlap: number): number {
  const [rows, columns] = grid;
  const [width, height] = tile;
  return width * (1 + (columns - 1) * (1 - overlap)) * height * (1 + (rows - 1) * (1 - overlap));
}

function plateFormat(wells: number): PlateFormat {
  const format = PLATE_FORMATS.find((candidate) => candidate.wells === wells);
  if (format === undefined) throw refuse("format", PLATE_FORMATS.map((known) => known.wells).join(", "), wells);
  return format;
}

function checkCounts(options: ResolvedPlateOptions): void {
  const { grid, tile, channels, zSteps, timepoints, cells, missing, corrupt } = options;
  const positive = { "grid rows": grid[0], "grid columns": grid[1], channels, zSteps, timepoints };
  for (const [name, value] of Object.entries(positive)) checkInteger(name, value, 1, 999);
  for (const [name, value] of Object.entries({ "tile width": tile[0], "tile height": tile[1] }))
    checkInteger(name, value, 8, 16_384);
  for (const [name, value] of Object.entries({ cells, missing, corrupt })) checkInteger(name, value, 0, 1_000_000);
}

function checkRanges(options: ResolvedPlateOptions): void {
  const { name, overlap, stageError, radius, pixelSizeUm, zStepUm } = options;
  if (!/^[\w\- ]+$/.test(name)) throw refuse("name", "letters, digits, '_', '-' and blanks", name);
  if (!(overlap >= 0 && overlap <= 0.9)) throw refuse("overlap", "a fraction from 0 to 0.9", overlap);
  if (!(stageError >= 0)) throw refuse("stageError", "a length in px, 0 or more", stageError);
  if (!(radius[0] >= 1 && radius[1] >= radius[0])) throw refuse("radius", "1 ≤ smallest ≤ largest", radius.join(" … "));
  if (!(pixelSizeUm > 0 && zStepUm > 0)) throw refuse("pixelSizeUm, zStepUm", "lengths above 0", pixelSizeUm);
}

function checkInteger(name: string, value: number, low: number, high: number): void {
  if (!Number.isInteger(value) || value < low || value > high)
    throw refuse(name, `an integer from ${low} to ${high}`, value);
}

function refuse(option: string, expected: string, got: unknown): Error {
  const message = `Cannot design a plate: expected ${option} to be ${expected}, got '${got}'`;
  return fail("SYNTH_OPTION_INVALID", message, { details: { option } });
}
