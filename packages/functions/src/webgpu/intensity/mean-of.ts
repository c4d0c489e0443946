import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf } from "../pixels-of.ts";

/** Partial sums, which are added up by one invocation. */
const SUMS = 4096;

/** The mean of a plane as a plane of one pixel, float32, summed in float32. */
export function meanOf(session: GpuSession, source: GpuPlane): GpuPlane {
  const pixels = pixelsOf(source);
  const threads = Math.min(pixels, SUMS);
  const sums = session.allocate(1, threads, "float32");
  const add = `fn compute(i: u32) {
  var sum = 0f;
  for (var at = i; at < ${pixels}u; at += ${threads}u) { sum += source[at]; }
  sums[i] = sum;
}`;
  session.run({ name: "add samples", reads: { source }, writes: { sums }, threads, code: add });
  const mean = session.allocate(1, 1, "float32");
  const divide = `fn compute(i: u32) {
  var sum = 0f;
  for (var at = 0u; at < ${threads}u; at++) { sum += sums[at]; }
  mean[i] = sum / ${pixels}f;
}`;
  session.run({ name: "divide sum", reads: { sums }, writes: { mean }, threads: 1, code: divide });
  session.release(sums);
  return mean;
}
