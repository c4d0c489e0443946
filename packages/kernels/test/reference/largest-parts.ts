import { DisjointSets } from "../../src/labels/disjoint-sets.ts";
import type { Labels } from "../../src/plane.ts";

/** The labels with only the largest part of each object that is in pieces (edge neighbours hang together). */
export function largestParts(labels: Labels): Labels {
  const { data, height, width } = labels;
  const parts = new DisjointSets(data.length);
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    if (data[i - 1] === data[i] && i % width > 0) parts.merge(i, i - 1);
    if (i >= width && data[i - width] === data[i]) parts.merge(i, i - width);
  }
  const areas = new Uint32Array(data.length);
  const largest: number[] = [];
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    const part = parts.rootOf(i);
    areas[part]!++;
    const leader = largest[data[i]!] ?? part;
    largest[data[i]!] = areas[part]! > areas[leader]! ? part : leader;
  }
  const kept = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    if (data[i] !== 0 && parts.rootOf(i) === largest[data[i]!]) kept[i] = data[i]!;
  }
  return { data: kept, height, width };
}
