import type { GpuPlane, GpuSession } from "@ohcs/context";
import {
  phaseCorrelation as correlatedOnCpu,
  correlationSize,
  expectTiles,
  type OverlapPlanes,
  type Peak,
  type Plane,
  type Point,
  PROPOSALS,
  placedTiles,
  REACH,
  type TileEdge,
  type TileOverlap,
  type TilePositions,
  type TilePositionsOptions,
  tileEdge,
  tileOverlaps,
} from "@ohcs/kernels";
import { phaseCorrelation } from "./phase-correlation.webgpu.ts";

/**
 * Heights that differ by less than this fraction of the highest one may be in another order in float64. On SwiftShader
 * and lavapipe they deviate by 3e-7 of it in mosaics and by at most 2e-6 with almost no correlation; 301 of 309
 * overlaps are unambiguous.
 */
const LEAST_DIFFERENCE = 2 ** -14;

/** Is the order of peaks, the highest first, reliable? Non-finite heights are not. */
export function areApart(peaks: readonly Peak[]): boolean {
  const least = LEAST_DIFFERENCE * Math.abs(peaks[0]?.value ?? 0);
  return peaks.every(({ value }, k) => k === 0 || (peaks[k - 1]?.value ?? 0) - value > least);
}

/**
 * The shifts that the CPU's phase correlation proposes for an overlap, in its order: found on the device if rounding
 * cannot have changed them and each complex plane fits into `room` bytes and a binding, else on the CPU.
 */
export async function proposedShifts(
  session: GpuSession,
  { fixed, moved, reach }: OverlapPlanes & Pick<TileOverlap, "reach">,
  room: number,
): Promise<readonly Point[]> {
  const { height, width } = correlationSize(fixed, reach);
  if (8 * height * width <= Math.min(room, session.maxBindingBytes)) {
    // One more than requested, since rounding may have excluded it.
    const peaks = await phaseCorrelation(session, fixed, moved, reach, PROPOSALS + 1);
    if (areApart(peaks)) return peaks.slice(0, PROPOSALS).map(({ x, y }) => ({ x, y }));
  }
  return correlatedOnCpu(fixed, moved, reach, PROPOSALS);
}

/** Transforms up to this many bytes need not be declared. */
const SMALL = 2 ** 18;

/**
 * The places of overlapping tiles of one size, sub-pixel, from nominal places (px) that are roughly right. Twin of
 * `tilePositions` of `@ohcs/kernels`, equal: the device transforms overlaps and proposes shifts, which is most of the
 * work; the CPU filters them, decides by the samples and reconciles all edges. Each tile is downloaded once.
 *
 * If rounding could change the proposals, or a transform would take more memory than two tiles, the CPU also
 * transforms.
 *
 * @throws PLANE_SHAPE_MISMATCH, PARAMETER_INVALID, and errors of a download
 */
export async function tilePositions(
  session: GpuSession,
  channels: readonly (readonly GpuPlane[])[],
  nominal: readonly Point[],
  options: Omit<TilePositionsOptions, "moreChannels"> = {},
): Promise<TilePositions> {
  const planes: (readonly Plane[])[] = [];
  for (const tiles of channels) planes.push(await downloaded(session, tiles));
  expectTiles(planes, nominal);
  const room = Math.max(SMALL, 8 * (planes[0]?.[0]?.data.length ?? 0));
  const edges: TileEdge[] = [];
  for (const overlap of tileOverlaps(planes, nominal, options.reach ?? REACH)) {
    const proposed: Point[] = [];
    for (const channel of overlap.channels)
      proposed.push(...(await proposedShifts(session, { ...channel, reach: overlap.reach }, room)));
    edges.push(tileEdge(overlap, proposed));
  }
  return placedTiles(nominal, edges, options);
}

async function downloaded(session: GpuSession, tiles: readonly GpuPlane[]): Promise<readonly Plane[]> {
  const planes: Plane[] = [];
  for (const tile of tiles) planes.push(await session.download(tile));
  return planes;
}
