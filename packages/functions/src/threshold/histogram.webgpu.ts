import type { GpuPlane, GpuSession } from "@ohcs/context";
import { binCenters, binEdges, type Histogram, histogram as histogramOnCpu } from "@ohcs/kernels";
import { ORDERED_KEY, valueOfKey } from "../webgpu/ordered-key.ts";
import { expectIntensities, pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { float32Above } from "./float32-above.ts";

/** Each invocation processes many samples, so that there is little contention on the two counters. */
const INVOCATIONS = 4096;

/** The least and the greatest sample of a non-empty plane, downloaded. */
async function extremesOf(session: GpuSession, source: GpuPlane): Promise<readonly [min: number, max: number]> {
  const extremes = session.allocate(1, 2, "uint32");
  session.clear(extremes);
  for (const [rows] of sameRowsOf(session, source)) lookThrough(session, rows, extremes);
  const { data } = await session.download(extremes);
  session.release(extremes);
  return [valueOfKey(~(data[0] ?? 0) >>> 0), valueOfKey(data[1] ?? 0)];
}

/** Raises both counters to the extremes of these samples; the first holds inverted keys. */
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

/**
 * The histogram of a plane between its minimum and maximum: one bin per value for integers, else `bins` bins of equal
 * width. Counted on the device, and downloaded (of float32 planes, the extremes before). Twin of `histogram` of
 * `@ohcs/kernels`, equal.
 *
 * @throws GPU_SAMPLES_UNSUPPORTED, and errors of a download
 */
export async function histogram(session: GpuSession, plane: GpuPlane, bins = 256): Promise<Histogram> {
  expectIntensities("count samples", plane);
  if (pixelsOf(plane) === 0) return histogramOnCpu(new Float32Array(0), plane.dtype === "float32" ? bins : 0);
  return plane.dtype === "float32" ? countBins(session, plane, bins) : countValues(session, plane);
}

async function countValues(session: GpuSession, plane: GpuPlane): Promise<Histogram> {
  const levels = plane.dtype === "uint8" ? 0x100 : 0x10000;
  const all = await counted(session, plane, levels, "fn binOf(value: f32) -> u32 { return u32(value); }", {});
  const isUsed = (count: number) => count > 0;
  const [min, max] = [all.findIndex(isUsed), all.findLastIndex(isUsed)];
  const counts = all.slice(min, max + 1);
  return { counts, centers: counts.map((_, i) => min + i) };
}

async function countBins(session: GpuSession, plane: GpuPlane, bins: number): Promise<Histogram> {
  const [min, max] = await extremesOf(session, plane);
  const edges = binEdges(min, max, bins);
  const centers = binCenters(edges);
  // Equal samples give bins without width; the CPU's search puts them all into the second bin, and so does this code.
  if (min === max)
    return { counts: centers.map((_, i) => (i === Math.min(1, bins - 1) ? pixelsOf(plane) : 0)), centers };
  const starts = session.upload({ data: Float32Array.from(edges, float32Above), height: 1, width: bins + 1 });
  const search = `fn binOf(value: f32) -> u32 {
  var low = 0u;
  var high = ${bins}u;
  while (high - low > 1u) {
    let middle = (low + high) / 2u;
    if (value >= starts[middle]) { low = middle; } else { high = middle; }
  }
  return low;
}`;
  const counts = await counted(session, plane, bins, search, { starts });
  session.release(starts);
  return { counts, centers };
}

/** How many samples fall into each bin, by a WGSL function `binOf(value: f32) -> u32`. */
async function counted(
  session: GpuSession,
  plane: GpuPlane,
  bins: number,
  binOf: string,
  reads: Readonly<Record<string, GpuPlane>>,
): Promise<Float64Array> {
  const counts = session.allocate(1, bins, "uint32");
  session.clear(counts);
  const code = `${binOf}
fn compute(i: u32) { atomicAdd(&counts[binOf(source[i])], 1u); }`;
  for (const [source] of sameRowsOf(session, plane)) {
    const kernel = { name: "count samples", reads: { source, ...reads }, counters: { counts }, code };
    session.run({ ...kernel, threads: pixelsOf(source) });
  }
  const { data } = await session.download(counts);
  session.release(counts);
  return new Float64Array(data);
}
