import type { GpuPlane, GpuSession } from "@ohcs/context";
import type { LabelConnectedOptions } from "../../kernels/labels/label-connected.ts";
import { pixelsOf } from "../pixels-of.ts";
import { NO_OBJECT, numberRoots } from "./number-roots.ts";

/**
 * Labels the connected pixels that are not 0, uint32, numbered from 1 in raster order of each object's first pixel.
 * Twin of `labelConnected` of `@ohcs/functions/kernels`, equal; it gives the plane of labels alone, and downloads nothing.
 *
 * Each pixel names another one of its object, and objects that touch are merged without locks: D. P. Playne and K. Hawick, "A new
 * algorithm for parallel connected-component labelling on GPUs" (2018).
 */
export function labelConnected(
  session: GpuSession,
  mask: GpuPlane,
  { connectivity = 8 }: LabelConnectedOptions = {},
): GpuPlane {
  const parents = session.allocate(mask.height, mask.width, "uint32");
  const threads = pixelsOf(mask);
  const begin = `fn compute(i: u32) { parents[i] = select(i, ${NO_OBJECT}, f32(mask[i]) == 0f); }`;
  session.run({ name: "begin objects", reads: { mask }, writes: { parents }, threads, code: begin });
  const merge = mergeCode(mask.width, connectivity);
  session.run({ name: "merge objects", counters: { parents }, threads, code: merge });
  const labels = numberRoots(session, parents);
  session.release(parents);
  return labels;
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
