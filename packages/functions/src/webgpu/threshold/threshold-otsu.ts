import type { GpuPlane, GpuSession } from "@ohcs/context";
import { otsuOfHistogram } from "../../kernels/threshold/threshold-otsu.ts";
import { histogram } from "../intensity/histogram.ts";

/**
 * Otsu's threshold (foreground is `> threshold`): samples are counted on the device, and the counts, not the plane, downloaded;
 * the method itself runs on the CPU in float64. Twin of `thresholdOtsu` of `@ohcs/functions/kernels`, equal.
 *
 * @throws GPU_SAMPLES_UNSUPPORTED, and what a download throws
 */
export async function thresholdOtsu(session: GpuSession, plane: GpuPlane, bins = 256): Promise<number> {
  return otsuOfHistogram(await histogram(session, plane, bins));
}
