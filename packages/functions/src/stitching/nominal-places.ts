import type { FunctionEnvironment, GpuImageStack, ImageStack } from "@ohcs/context";
import type { Point } from "@ohcs/kernels";
import { fail } from "../errors.ts";

/** The nominal positions of tiles, px, and their origin. */
export interface NominalPlaces {
  readonly places: readonly Point[];
  readonly from: "stage" | "grid";
}

/**
 * The nominal places of the planes of a stack over sites: stage positions if the plate has them and a pixel size, else
 * the grid, row by row from site 1, with the given overlap.
 * @throws `TILE_PLACES_UNKNOWN` if neither is known
 */
export function nominalPlaces(
  stack: ImageStack | GpuImageStack,
  { grid }: FunctionEnvironment,
  overlap: number,
): NominalPlaces {
  const places = stagePlaces(stack) ?? gridPlaces(stack, grid, overlap);
  if (places !== null) return places;
  throw fail(
    "TILE_PLACES_UNKNOWN",
    "Cannot place tiles: the plate has neither stage positions with a pixel size nor a grid",
  );
}

function stagePlaces({ positions, calibration: { pixelSizeUm } }: ImageStack | GpuImageStack): NominalPlaces | null {
  const known = positions.filter((position) => position !== null);
  if (pixelSizeUm === null || known.length < positions.length) return null;
  return { places: known.map(({ xUm, yUm }) => ({ x: xUm / pixelSizeUm, y: yUm / pixelSizeUm })), from: "stage" };
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
