import type { GpuPlane, GpuSession } from "@ohcs/context";
import { otsuOfHistogram } from "@ohcs/kernels";
import { histogram } from "./histogram.webgpu.ts";

/**
 * Otsu's threshold (foreground is `> threshold`): samples are counted on the device, and the counts, not the plane,
 * downloaded; the method itself runs on the CPU in float64. Twin of `thresholdOtsu` of `@ohcs/kernels`, equal.
 *
 * @throws GPU_SAMPLES_UNSUPPORTED, and errors of a download
 */
export async function thresholdOtsu(session: GpuSession, plane: GpuPlane, bins = 256): Promise<number> {
  return otsuOfHistogram(await histogram(session, plane, bins));
}
