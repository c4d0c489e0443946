import { type RegionPixels, storedRegionPixels } from "../measure/region-pixels.ts";
import { expectParameter, type Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { samplesOf } from "../wasm/stored-plane.ts";
import { growLabels, growStored } from "./expand-labels.ts";

export interface RingLabelsOptions {
  /** The ring is farther than this from the object, px: 1 leaves out the pixels that touch it. @default 1 */
  readonly inner?: number;
  /** The ring reaches up to this distance, px. @default 5 */
  readonly outer?: number;
}

/**
 * For each object the pixels more than `inner` and up to `outer` px outside it, under its own label: a stand-in for
 * cytoplasm. Pixels of any object, or within `inner` of one, belong to no ring; pixels between two objects belong to the
 * ring of the nearer one.
 *
 * Reference: `expand_labels(labels, outer)` where `expand_labels(labels, inner)` is 0 (`skimage.segmentation`).
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID unless 0 ≤ inner < outer.
 */
export function ringLabels(labels: Labels, { inner = 1, outer = 5 }: RingLabelsOptions = {}): Labels {
  expectRing(inner, outer);
  return growLabels(labels, inner, outer);
}

/**
 * The pixels of each ring that {@link ringLabels} draws.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, PARAMETER_INVALID unless 0 ≤ inner < outer.
 */
export function ringPixels(labels: Labels, { inner = 1, outer = 5 }: RingLabelsOptions = {}): RegionPixels[] {
  expectRing(inner, outer);
  return inArena((_, arena) => {
    const rings = arena.allocate(4 * samplesOf(labels));
    growStored(arena.read(labels.data), rings, labels, inner, outer);
    return storedRegionPixels(rings, labels);
  });
}

function expectRing(inner: number, outer: number): void {
  expectParameter(inner >= 0 && inner < outer, "draw rings", "0 ≤ inner < outer px", `${inner} … ${outer}`);
}
