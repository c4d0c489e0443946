import type { Labels } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { type Size, samplesOf } from "../wasm/stored-plane.ts";
import type { CountedLabels } from "./label-connected.ts";

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
  return inArena((_, arena) => {
    const target = arena.upload(data);
    const count = keepStoredLabels(target, labels, keep);
    return { labels: { data: arena.download(target, data), height, width }, count };
  });
}

/** {@link keepLabels} in an arena, of and to the same address; returns how many there are. */
export function keepStoredLabels(labels: number, size: Size, keep: (label: number, area: number) => boolean): number {
  return inArena((kernels, arena) => {
    const samples = samplesOf(size);
    const most = kernels.greatestLabel(labels, samples) >>> 0;
    const table = arena.upload(new Uint32Array(most + 1));
    kernels.countLabels(labels, samples, table);
    const kept = arena.view(table, new Uint32Array(0), most + 1);
    for (let label = 1; label <= most; label++) kept[label] = kept[label] !== 0 && keep(label, kept[label]!) ? 1 : 0;
    return kernels.keepInOrder(labels, samples, table, most);
  });
}
