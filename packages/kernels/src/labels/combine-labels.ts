import { expectSameShape, type Labels } from "../plane.ts";
import { DisjointSets } from "./disjoint-sets.ts";
import { greatestLabel, presentLabels } from "./label-areas.ts";
import { relabel } from "./relabel.ts";

/** What becomes of objects of the second plane that overlap those of the first. */
export type CombineMethod = "preserve" | "discard" | "merge";

/**
 * The objects of two planes in one. Where they overlap, `preserve` leaves the first as they are and takes what the second have
 * beside them, `discard` leaves such second ones out, `merge` makes one object of all that overlap each other. The first keep their
 * numbers, unless they are merged into a lower one; those of the second follow, in their order.
 *
 * Reference: CombineObjects of CellProfiler, whose `merge`, `preserve` and `discard` are these.
 *
 * @throws PLANE_SHAPE_MISMATCH
 */
export function combineLabels(first: Labels, second: Labels, method: CombineMethod): Labels {
  expectSameShape("combine objects", first, second);
  const most = greatestLabel(first.data);
  const touching = new Map<number, Set<number>>();
  for (let i = 0; i < second.data.length; i++) {
    const [own, other] = [first.data[i]!, second.data[i]!];
    if (own === 0 || other === 0) continue;
    touching.set(other, (touching.get(other) ?? new Set()).add(own));
  }
  const isLeftOut = (label: number) => method === "discard" && touching.has(label);
  const numbers = new Uint32Array(greatestLabel(second.data) + 1);
  let next = most;
  for (const label of presentLabels(second)) if (!isLeftOut(label)) numbers[label] = ++next;
  const data = first.data.map((label, i) => (label > 0 ? label : numbers[second.data[i]!]!));
  const combined = { ...first, data };
  return method === "merge" ? merged(combined, touching, numbers, next) : combined;
}

function merged(
  labels: Labels,
  touching: ReadonlyMap<number, ReadonlySet<number>>,
  numbers: Uint32Array,
  most: number,
): Labels {
  const sets = new DisjointSets(most + 1);
  for (const [other, owns] of touching) for (const own of owns) sets.merge(numbers[other]!, own);
  return relabel(
    labels,
    Uint32Array.from({ length: most + 1 }, (_, label) => sets.rootOf(label)),
  );
}
