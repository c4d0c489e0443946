import type { GpuPlane, GpuSession } from "@ohcs/context";
import { pixelsOf } from "../webgpu/row-bands.ts";

/** The parent of background pixels; larger than any number of pixels. */
export const NO_OBJECT = "0xffffffffu";

/**
 * The labels of objects whose pixels each lead, parent by parent, to the first one, written to `labels`: numbered from
 * 1 in the order of these. Roots are counted in runs of pixels, the counts are accumulated, and each run numbers its
 * own roots. Returns how many there are, a plane of one sample; it is written only if there are pixels.
 */
export function numberRoots(session: GpuSession, parents: GpuPlane, labels: GpuPlane): GpuPlane {
  const pixels = pixelsOf(parents);
  const run = Math.max(1, Math.ceil(Math.sqrt(pixels)));
  const runs = Math.ceil(pixels / run);
  const counts = session.allocate(1, runs, "uint32");
  const total = session.allocate(1, 1, "uint32");
  const numbers = session.allocate(parents.height, parents.width, "uint32");
  const ends = `let first = i * ${run}u;
  let end = min(first + ${run}u, ${pixels}u);`;
  const count = `fn compute(i: u32) {
  ${ends}
  var count = 0u;
  for (var at = first; at < end; at++) { count += u32(parents[at] == at); }
  counts[i] = count;
}`;
  session.run({ name: "count objects", reads: { parents }, writes: { counts }, threads: runs, code: count });
  const add = `fn compute(i: u32) {
  var before = 0u;
  for (var at = 0u; at < ${runs}u; at++) {
    let own = counts[at];
    counts[at] = before;
    before += own;
  }
  total[0] = before;
}`;
  session.run({ name: "add counts", writes: { counts, total }, threads: Math.min(1, runs), code: add });
  const number = `fn compute(i: u32) {
  ${ends}
  var before = counts[i];
  for (var at = first; at < end; at++) {
    if (parents[at] == at) {
      before++;
      numbers[at] = before;
    }
  }
}`;
  session.run({ name: "number objects", reads: { parents, counts }, writes: { numbers }, threads: runs, code: number });
  const spread = `fn compute(i: u32) {
  var at = i;
  if (parents[i] == ${NO_OBJECT}) { labels[i] = 0u; return; }
  while (parents[at] != at) { at = parents[at]; }
  labels[i] = numbers[at];
}`;
  const reads = { parents, numbers };
  session.run({ name: "spread labels", reads, writes: { labels }, threads: pixels, code: spread });
  session.release(counts, numbers);
  return total;
}
