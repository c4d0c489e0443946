import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf } from "../pixels-of.ts";
import { sameRowsOf } from "../row-bands.ts";
import { ORDERED_KEY, valueOfKey } from "./ordered-key.ts";

/** Each invocation looks through many samples, so that few meet at the two counters. */
const INVOCATIONS = 4096;

/** The least and the greatest sample of a plane that has some, downloaded. */
export async function extremesOf(session: GpuSession, source: GpuPlane): Promise<readonly [min: number, max: number]> {
  const extremes = session.allocate(1, 2, "uint32");
  session.clear(extremes);
  for (const [rows] of sameRowsOf(session, source)) lookThrough(session, rows, extremes);
  const { data } = await session.download(extremes);
  session.release(extremes);
  return [valueOfKey(~(data[0] ?? 0) >>> 0), valueOfKey(data[1] ?? 0)];
}

/** Raises both counters, the first of which counts keys downwards, to what these samples reach. */
function lookThrough(session: GpuSession, source: GpuPlane, extremes: GpuPlane): void {
  const pixels = pixelsOf(source);
  const threads = Math.min(pixels, INVOCATIONS);
  const code = `${ORDERED_KEY}
fn compute(i: u32) {
  var least = source[i];
  var most = source[i];
  for (var at = i; at < ${pixels}u; at += ${threads}u) {
    least = min(least, source[at]);
    most = max(most, source[at]);
  }
  atomicMax(&extremes[0], ~orderedKey(least));
  atomicMax(&extremes[1], orderedKey(most));
}`;
  session.run({ name: "extremes", reads: { source }, counters: { extremes }, threads, code });
}
