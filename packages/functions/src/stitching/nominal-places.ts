import type { FunctionEnvironment, GpuImageStack, ImageStack } from "@ohcs/context";
import type { Point } from "@ohcs/kernels";
import { fail } from "../errors.ts";

/** The nominal positions of tiles, px, and their origin. */
export interface NominalPlaces {
  readonly places: readonly Point[];
  readonly from: "stage" | "grid" | "apart";
}

/** What is assumed where there are no stage positions. */
export interface Assumed {
  /** The grid with this fraction of overlap, or that no site shows what another one shows. */
  readonly unstaged: "grid" | "apart";
  readonly overlap: number;
}

/**
 * The nominal places of the planes of a stack over sites: stage positions if the plate has them and a pixel size, else
 * what is assumed: places apart from each other, or the grid, row by row from site 1.
 * @throws `TILE_PLACES_UNKNOWN` if there is no grid either
 */
export function nominalPlaces(
  stack: ImageStack | GpuImageStack,
  { grid }: FunctionEnvironment,
  { unstaged, overlap }: Assumed,
): NominalPlaces {
  const places = stagePlaces(stack) ?? (unstaged === "apart" ? apart(stack) : gridPlaces(stack, grid, overlap));
  if (places !== null) return places;
  throw fail(
    "TILE_PLACES_UNKNOWN",
    "Cannot place tiles: the plate has neither stage positions with a pixel size nor a grid",
  );
}

function stagePlaces({ positions, calibration: { pixelSizeUm } }: ImageStack | GpuImageStack): NominalPlaces | null {
  const known = positions.filter((position) => position !== null);
  if (pixelSizeUm === null || known.length < positions.length) return null;
  // Writers that know no positions state the same for all.
  if (known.length > 1 && new Set(known.map(({ xUm, yUm }) => `${xUm} ${yUm}`)).size === 1) return null;
  return { places: known.map(({ xUm, yUm }) => ({ x: xUm / pixelSizeUm, y: yUm / pixelSizeUm })), from: "stage" };
}

/** In a row, with a gap of a tile between each two. */
function apart({ planes, shape: [, , width] }: ImageStack | GpuImageStack): NominalPlaces {
  return { places: planes.map((_, i) => ({ x: 2 * width * i, y: 0 })), from: "apart" };
}

function gridPlaces(
  stack: ImageStack | GpuImageStack,
  grid: FunctionEnvironment["grid"],
  overlap: number,
): NominalPlaces | null {
  const [, height, width] = stack.shape;
  if (stack.planes.length === 1) return { places: [{ x: 0, y: 0 }], from: "grid" };
  if (grid === null) return null;
  const places = stack.planes.map(({ site = 1 }) => ({
    x: ((site - 1) % grid.columns) * width * (1 - overlap),
    y: Math.floor((site - 1) / grid.columns) * height * (1 - overlap),
  }));
  return { places, from: "grid" };
}
