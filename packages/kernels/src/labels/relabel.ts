import type { Labels } from "../plane.ts";
import { computePlane } from "../wasm/compute-plane.ts";
import type { CountedLabels } from "./label-connected.ts";
import { keepRuns, paintRuns, runsOfStoredLabels } from "./stored-runs.ts";

/** The plane with each label `l` replaced by `numbers[l]`; 0 drops the object. */
export function relabel({ data, height, width }: Labels, numbers: ArrayLike<number>): Labels {
  const changed = new Uint32Array(data.length);
  for (let i = 0; i < data.length; i++) changed[i] = numbers[data[i]!]!;
  return { data: changed, height, width };
}

/**
 * Keeps the labels for which `keep` holds, numbered from 1 in raster order of each object's first pixel.
 *
 * @throws KERNEL_MEMORY_EXHAUSTED, also where a label exceeds 10^9: 4 bytes are needed for each up to the greatest.
 */
export function keepLabels(labels: Labels, keep: (label: number, area: number) => boolean): CountedLabels {
  let count = 0;
  const left = computePlane(labels.data, labels, (_, arena, target) => {
    const kept = keepRuns(runsOfStoredLabels(arena, arena.read(labels.data), labels), keep);
    paintRuns(arena, kept, target, labels);
    count = kept.most;
  });
  return { labels: left, count };
}
