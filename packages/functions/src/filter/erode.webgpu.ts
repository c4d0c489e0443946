import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { Footprint } from "@ohcs/kernels";
import { extremum } from "./extremum.webgpu.ts";

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
