import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { Footprint } from "@ohcs/kernels";
import { pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { extremum } from "./extremum.webgpu.ts";

/**
 * The plane opened by a flat footprint: erosion, then dilation, in the plane's sample type.
 * Twin of `opening` of `@ohcs/kernels`, equal.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px, GPU_SAMPLES_UNSUPPORTED
 */
export function opening(session: GpuSession, plane: GpuPlane, footprint: Footprint): GpuPlane {
  const eroded = erode(session, plane, footprint);
  const opened = dilate(session, eroded, footprint);
  session.release(eroded);
  return opened;
}

/**
 * The plane minus its opening, in the plane's sample type. Twin of `whiteTopHat` of `@ohcs/kernels`, equal.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px, GPU_SAMPLES_UNSUPPORTED
 */
export function whiteTopHat(session: GpuSession, plane: GpuPlane, footprint: Footprint): GpuPlane {
  const result = opening(session, plane, footprint);
  const code = "fn compute(i: u32) { result[i] = source[i] - result[i]; }";
  for (const [source, rows] of sameRowsOf(session, plane, result))
    session.run({ name: "top hat", reads: { source }, writes: { result: rows }, threads: pixelsOf(rows), code });
  return result;
}

/**
 * The minimum over a flat footprint around each pixel, in the plane's sample type; samples beyond the edge are ignored.
 * Twin of `erode` of `@ohcs/kernels`, equal.
 *
 * @throws PARAMETER_INVALID unless the radius is a whole number of px, GPU_SAMPLES_UNSUPPORTED
 */
export function erode(session: GpuSession, plane: GpuPlane, footprint: Footprint): GpuPlane {
  return extremum(session, plane, footprint, "min");
}

/** The maximum over a flat footprint around each pixel; otherwise as {@link erode}. Twin of `dilate`, equal. */
export function dilate(session: GpuSession, plane: GpuPlane, footprint: Footprint): GpuPlane {
  return extremum(session, plane, footprint, "max");
}
