import type { GpuSession } from "@ohcs/context";
import type { Point } from "../../kernels/plane.ts";
import { phaseCorrelation as correlatedOnCpu, correlationSize } from "../../kernels/stitching/phase-correlation.ts";
import { PROPOSALS } from "../../kernels/stitching/tile-edges.ts";
import type { TileOverlap } from "../../kernels/stitching/tile-overlaps.ts";
import { areApart } from "./are-apart.ts";
import { phaseCorrelation } from "./phase-correlation.ts";

/**
 * The shifts that the CPU's phase correlation proposes for an overlap, in its order: found on the device where its rounding cannot
 * have changed them and each complex plane fits into `room` bytes and into a binding, else on the CPU.
 */
export async function proposedShifts(
  session: GpuSession,
  { fixed, moved, reach }: Pick<TileOverlap, "fixed" | "moved" | "reach">,
  room: number,
): Promise<readonly Point[]> {
  const { height, width } = correlationSize(fixed, reach);
  if (8 * height * width <= Math.min(room, session.maxBindingBytes)) {
    // One more than are asked for: it could be among these, too.
    const peaks = await phaseCorrelation(session, fixed, moved, reach, PROPOSALS + 1);
    if (areApart(peaks)) return peaks.slice(0, PROPOSALS).map(({ x, y }) => ({ x, y }));
  }
  return correlatedOnCpu(fixed, moved, reach, PROPOSALS);
}
