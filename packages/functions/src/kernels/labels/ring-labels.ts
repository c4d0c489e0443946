import { expectParameter, type Labels } from "../plane.ts";
import { expandLabels } from "./expand-labels.ts";

export interface RingLabelsOptions {
  /** Distance in px from the object's border at which the ring begins. @default 1 */
  readonly inner?: number;
  /** Distance in px at which it ends, itself included. @default 5 */
  readonly outer?: number;
}

/** Less than the gap between any two distances of pixel centres that a ring can reach. */
const JUST_SHORT = 1e-6;

/**
 * For each object the pixels `inner` to `outer` px outside it, under its own label: a stand-in for cytoplasm. Pixels of
 * any object belong to no ring, and pixels between two objects belong to the ring of the nearer one.
 *
 * Reference: `skimage.segmentation.expand_labels(labels, outer)` without the pixels nearer than `inner`.
 */
export function ringLabels(labels: Labels, { inner = 1, outer = 5 }: RingLabelsOptions = {}): Labels {
  expectParameter(inner >= 1 && inner <= outer, "draw rings", "1 ≤ inner ≤ outer px", `${inner} … ${outer}`);
  const rings = expandLabels(labels, outer);
  const covered = expandLabels(labels, inner - JUST_SHORT);
  const data = rings.data.map((label, i) => (covered.data[i] === 0 ? label : 0));
  return { data, height: labels.height, width: labels.width };
}
