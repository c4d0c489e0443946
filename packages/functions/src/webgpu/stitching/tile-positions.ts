import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { Plane, Point } from "../../kernels/plane.ts";
import { type TileEdge, tileEdge } from "../../kernels/stitching/tile-edges.ts";
import { tileOverlaps } from "../../kernels/stitching/tile-overlaps.ts";
import {
  expectTiles,
  placedTiles,
  REACH,
  type TilePositions,
  type TilePositionsOptions,
} from "../../kernels/stitching/tile-positions.ts";
import { proposedShifts } from "./proposed-shifts.ts";

/** Transforms of so many bytes need not be declared. */
const SMALL = 2 ** 18;

/**
 * The places of overlapping tiles of one size, sub-pixel, from nominal places (px) that are roughly right. Twin of `tilePositions` of
 * `@ohcs/functions/kernels`, equal: the device transforms overlaps and proposes shifts, which is most of the work; the CPU filters
 * them, decides by their samples and reconciles all edges. Each tile is downloaded once.
 *
 * Where rounding could change what is proposed, or a transform would take more memory than two tiles, the CPU transforms, too.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID, and what a download throws
 */
export async function tilePositions(
  session: GpuSession,
  tiles: readonly GpuPlane[],
  nominal: readonly Point[],
  options: TilePositionsOptions = {},
): Promise<TilePositions> {
  const planes: Plane[] = [];
  for (const tile of tiles) planes.push(await session.download(tile));
  expectTiles(planes, nominal);
  const room = Math.max(SMALL, 8 * (planes[0]?.data.length ?? 0));
  const edges: TileEdge[] = [];
  for (const overlap of tileOverlaps(planes, nominal, options.reach ?? REACH))
    edges.push(tileEdge(overlap, await proposedShifts(session, overlap, room)));
  return placedTiles(nominal, edges, options);
}
