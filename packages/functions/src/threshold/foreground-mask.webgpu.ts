import type { GpuDtype, GpuPlane, GpuSession } from "@ohcs/context";
import { otsuOfHistogram } from "@ohcs/kernels";
import { valueOfKey } from "../webgpu/ordered-key.ts";
import { pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { selectRanks } from "../webgpu/select-ranks.ts";
import { float32Above } from "./float32-above.ts";
import { floorAbove, floorOfHistogram } from "./foreground-floor.ts";
import { histogram } from "./histogram.webgpu.ts";

/** Options of the threshold, as for `thresholdOtsu`. */
interface Contrast {
  readonly correction: number;
  readonly minContrast: number;
}

/**
 * 1 where a plane exceeds its Otsu threshold and its floor, else 0, uint8. The plane stays on the device: counts are
 * downloaded, and for float32 planes the two medians of the floor.
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
async function floorOf(session: GpuSession, plane: GpuPlane, sigmas: number): Promise<number> {
  if (pixelsOf(plane) === 0) return Number.NaN;
  const median = await medianOf(session, plane);
  const near = Math.fround(median);
  // The median of an even number of samples has one bit more than float32 holds.
  const code = `fn compute(i: u32) { result[i] = abs((source[i] - ${near}f) - ${Math.fround(median - near)}f); }`;
  const deviations = eachPixel(session, plane, { name: "deviations", dtype: "float32", code });
  const mad = await medianOf(session, deviations);
  session.release(deviations);
  return floorAbove(median, mad, sigmas);
}

function maskAbove(session: GpuSession, plane: GpuPlane, threshold: number): GpuPlane {
  // A float32 exceeds a number exactly if it exceeds the greatest float32 that does not.
  const code = `fn compute(i: u32) { result[i] = select(0f, 1f, source[i] > ${-float32Above(-threshold)}f); }`;
  return eachPixel(session, plane, { name: "mask", dtype: "uint8", code });
}

/** A plane with samples computed by WGSL, each from the sample at the same pixel. */
function eachPixel(
  session: GpuSession,
  plane: GpuPlane,
  { name, dtype, code }: { readonly name: string; readonly dtype: GpuDtype; readonly code: string },
): GpuPlane {
  const result = session.allocate(plane.height, plane.width, dtype);
  for (const [source, rows] of sameRowsOf(session, plane, result))
    session.run({ name, reads: { source }, writes: { result: rows }, threads: pixelsOf(rows), code });
  return result;
}

/** The median of a plane that has samples, found on the device and downloaded. */
async function medianOf(session: GpuSession, plane: GpuPlane): Promise<number> {
  const place = (pixelsOf(plane) - 1) / 2;
  const picks = selectRanks(session, plane, [Math.floor(place), Math.ceil(place)]);
  const { data } = await session.download(picks);
  session.release(picks);
  const [low, high] = [valueOfKey(data[0] ?? 0), valueOfKey(data[1] ?? 0)];
  return low + (high - low) / 2;
}
