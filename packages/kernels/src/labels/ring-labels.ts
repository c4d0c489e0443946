import { expectParameter, type Labels } from "../plane.ts";
import { growLabels } from "./expand-labels.ts";

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
  expectParameter(inner >= 0 && inner < outer, "draw rings", "0 ≤ inner < outer px", `${inner} … ${outer}`);
  return growLabels(labels, inner, outer);
}
