import { expectParameter, type Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";

/**
 * Labels grown by up to `distance` px (Euclidean, between pixel centres) into the background, never into each other: a
 * background pixel takes the label of the nearest labelled pixel, the leftmost of equally near ones, then the uppermost.
 *
 * Reference: `skimage.segmentation.expand_labels`, equal at such ties too.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID unless the distance is 0 or more.
 */
export function expandLabels(labels: Labels, distance: number): Labels {
  expectParameter(distance >= 0 && distance < Number.POSITIVE_INFINITY, "expand labels", "a distance ≥ 0 px", distance);
  return growLabels(labels, -1, distance);
}

const FARTHEST = 0x3fffffff;

/** The label nearest to each pixel that is farther than `inner` and at most `outer` px from it; within objects the distance is 0. */
export function growLabels(labels: Labels, inner: number, outer: number): Labels {
  return computePlane(labels.data, labels, (_, arena, target) => {
    growStored(arena.read(labels.data), target, labels, inner, outer);
  });
}

/** {@link growLabels} in an arena. */
export function growStored(source: number, target: number, size: Size, inner: number, outer: number): void {
  const { height, width } = size;
  const bytes = 4 * samplesOf(size);
  inArena((kernels, arena) => {
    const [columns, nearest] = [arena.allocate(bytes), arena.allocate(bytes)];
    const envelope = arena.allocate(8 * width);
    const least = inner < 0 ? inner : inner * inner;
    const reach = Math.min(FARTHEST, Math.floor(outer));
    kernels.growLabels(source, target, height, width, least, outer * outer, reach, columns, nearest, envelope);
  });
}
