import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { LabelConnectedOptions } from "@ohcs/kernels";
import { pixelsOf, sameRowsOf } from "../webgpu/row-bands.ts";
import { joinBands, type LabelledBand } from "./join-bands.ts";
import { NO_OBJECT, numberRoots } from "./number-roots.webgpu.ts";
import { renumber } from "./renumber.webgpu.ts";

/**
 * Labels the connected pixels that are not 0, uint32, numbered from 1 in raster order of each object's first pixel.
 * Twin of `labelConnected` of `@ohcs/kernels`, equal; it returns the plane of labels only, and downloads nothing,
 * except for planes larger than a binding the rows at both ends of the bands in which these are labelled.
 *
 * Each pixel points to another one of its object, and touching objects are merged without locks: D. P. Playne and K.
 * Hawick, "A new algorithm for parallel connected-component labelling on GPUs" (2018).
 *
 * @throws GPU_PLANE_TOO_LARGE, and errors of a download
 */
export async function labelConnected(
  session: GpuSession,
  mask: GpuPlane,
  { connectivity = 8 }: LabelConnectedOptions = {},
): Promise<GpuPlane> {
  const labels = session.allocate(mask.height, mask.width, "uint32");
  const bands: LabelledBand[] = [];
  for (const [from, to] of sameRowsOf(session, mask, labels)) {
    const count = labelRows(session, from, to, connectivity);
    if (to !== labels) bands.push(await readBand(session, to, count));
    session.release(count);
  }
  // A plane that was bound whole has no bands, and its labels are final.
  const finals = joinBands(bands, connectivity).values();
  for (const [rows] of sameRowsOf(session, labels)) {
    const numbers = finals.next().value;
    if (numbers !== undefined) renumber(session, rows, numbers);
  }
  return labels;
}

/** Labels a plane, or a band of rows as if it were one; returns how many labels there are, a plane of one sample. */
function labelRows(session: GpuSession, mask: GpuPlane, labels: GpuPlane, connectivity: 4 | 8): GpuPlane {
  const parents = session.allocate(mask.height, mask.width, "uint32");
  const threads = pixelsOf(mask);
  const begin = `fn compute(i: u32) { parents[i] = select(i, ${NO_OBJECT}, f32(mask[i]) == 0f); }`;
  session.run({ name: "begin objects", reads: { mask }, writes: { parents }, threads, code: begin });
  const merge = mergeCode(mask.width, connectivity);
  session.run({ name: "merge objects", counters: { parents }, threads, code: merge });
  const count = numberRoots(session, parents, labels);
  session.release(parents);
  return count;
}

/** Merges each pixel with its neighbours to the left and above; the least pixel of an object is its root. */
function mergeCode(width: number, connectivity: 4 | 8): string {
  const corners = `
    if (x > 0u) { merge(i, i - ${width + 1}u); }
    if (x < ${width - 1}u) { merge(i, i - ${width - 1}u); }`;
  return `fn rootOf(pixel: u32) -> u32 {
  var at = pixel;
  var parent = atomicLoad(&parents[at]);
  while (parent != at) {
    at = parent;
    parent = atomicLoad(&parents[at]);
  }
  return at;
}
fn merge(pixel: u32, neighbour: u32) {
  if (atomicLoad(&parents[neighbour]) == ${NO_OBJECT}) { return; }
  var a = rootOf(pixel);
  var b = rootOf(neighbour);
  while (a != b) {
    let high = max(a, b);
    let low = min(a, b);
    let before = atomicMin(&parents[high], low);
    // Another invocation may have given the root a parent meanwhile: that one is merged, too.
    if (before == high) { return; }
    a = rootOf(before);
    b = rootOf(low);
  }
}
fn compute(i: u32) {
  if (atomicLoad(&parents[i]) == ${NO_OBJECT}) { return; }
  let x = i % ${width}u;
  if (x > 0u) { merge(i, i - 1u); }
  if (i >= ${width}u) {
    merge(i, i - ${width}u);${connectivity === 8 ? corners : ""}
  }
}`;
}

/** Downloads the first and the last row of a band's labels, and how many there are, which `count` holds. */
async function readBand(session: GpuSession, labels: GpuPlane, count: GpuPlane): Promise<LabelledBand> {
  const { height, width } = labels;
  const ends = session.allocate(1, 2 * width + 1, "uint32");
  const code = `fn compute(i: u32) {
  if (i == ${2 * width}u) { ends[i] = count[0]; return; }
  ends[i] = labels[select(i - ${width}u + ${(height - 1) * width}u, i, i < ${width}u)];
}`;
  session.run({ name: "ends of bands", reads: { labels, count }, writes: { ends }, threads: 2 * width + 1, code });
  const { data } = await session.download(ends);
  session.release(ends);
  const rows = new Uint32Array(data);
  return { top: rows.subarray(0, width), bottom: rows.subarray(width, 2 * width), count: rows[2 * width] ?? 0 };
}
