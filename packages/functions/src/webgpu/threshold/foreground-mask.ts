import type { GpuPlane, GpuSession } from "@ohcs/context";
import { otsuOfHistogram } from "../../kernels/threshold/threshold-otsu.ts";
import { floorAbove, floorOfHistogram } from "../../threshold/foreground-floor.ts";
import { float32Above } from "../intensity/float32-above.ts";
import { histogram } from "../intensity/histogram.ts";
import { medianOf } from "../intensity/median-of.ts";
import { pixelsOf } from "../pixels-of.ts";

/** How a threshold is found, as `thresholdOtsu` takes it. */
interface Contrast {
  readonly correction: number;
  readonly minContrast: number;
}

/**
 * 1 where a plane exceeds its Otsu threshold and its floor, else 0, uint8. The plane stays on the device: counts are downloaded, and
 * of float32 planes the two medians of which the floor is made.
 */
export async function foregroundMask(
  session: GpuSession,
  plane: GpuPlane,
  { correction, minContrast }: Contrast,
): Promise<GpuPlane> {
  const counted = await histogram(session, plane);
  const floor =
    plane.dtype === "float32" ? await floorOf(session, plane, minContrast) : floorOfHistogram(counted, minContrast);
  return maskAbove(session, plane, Math.max(otsuOfHistogram(counted) * correction, floor));
}

/** The floor within 1e-6: deviations from the median are float32. */
async function floorOf(session: GpuSession, source: GpuPlane, sigmas: number): Promise<number> {
  if (pixelsOf(source) === 0) return Number.NaN;
  const median = await medianOf(session, source);
  const near = Math.fround(median);
  const deviations = session.allocate(source.height, source.width, "float32");
  // The median of an even number of samples has one bit more than float32 holds.
  const code = `fn compute(i: u32) { result[i] = abs((source[i] - ${near}f) - ${Math.fround(median - near)}f); }`;
  const threads = pixelsOf(source);
  session.run({ name: "deviations", reads: { source }, writes: { result: deviations }, threads, code });
  const mad = await medianOf(session, deviations);
  session.release(deviations);
  return floorAbove(median, mad, sigmas);
}

function maskAbove(session: GpuSession, source: GpuPlane, threshold: number): GpuPlane {
  const result = session.allocate(source.height, source.width, "uint8");
  // A float32 exceeds a number just where it exceeds the greatest float32 that does not.
  const code = `fn compute(i: u32) { result[i] = select(0f, 1f, source[i] > ${-float32Above(-threshold)}f); }`;
  session.run({ name: "mask", reads: { source }, writes: { result }, threads: pixelsOf(source), code });
  return result;
}
