import { expectSameShape, type Labels } from "../plane.ts";
import { greatestLabel } from "./label-areas.ts";

/**
 * For each label of `children`, by its number, the label of `parents` that covers most of its pixels, the lowest of equals; 0
 * where none does, and at index 0.
 *
 * Reference: RelateObjects of CellProfiler, equal.
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function relateLabels(parents: Labels, children: Labels): Uint32Array {
  expectSameShape("relate labels", parents, children);
  const shared = sharedPixels(parents.data, children.data);
  const related = new Uint32Array(greatestLabel(children.data) + 1);
  const most = new Uint32Array(related.length);
  for (const [child, counts] of shared) {
    for (const [parent, count] of counts) {
      if (count < most[child]! || (count === most[child]! && parent > related[child]!)) continue;
      most[child] = count;
      related[child] = parent;
    }
  }
  return related;
}

/** Child → parent → number of pixels of both. */
function sharedPixels(parents: Uint32Array, children: Uint32Array): ReadonlyMap<number, Map<number, number>> {
  const shared = new Map<number, Map<number, number>>();
  for (let i = 0; i < children.length; ) {
    const child = children[i]!;
    const parent = parents[i]!;
    const start = i;
    while (i < children.length && children[i] === child && parents[i] === parent) i++;
    if (child === 0 || parent === 0) continue;
    const counts = shared.get(child) ?? new Map<number, number>();
    counts.set(parent, (counts.get(parent) ?? 0) + i - start);
    shared.set(child, counts);
  }
  return shared;
}
