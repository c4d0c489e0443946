import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
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
  const { data, height, width } = labels;
  return inArena((kernels, arena) => {
    const target = arena.upload(data);
    const kept = keepRuns(runsOfStoredLabels(kernels, arena, target, labels), keep);
    paintRuns(kernels, kept, target, labels);
    return { labels: { data: arena.download(target, data), height, width }, count: kept.most };
  });
}
