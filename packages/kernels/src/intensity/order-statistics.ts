import type { PixelArray } from "../plane.ts";
import { inArena } from "../wasm/arena.ts";
import { sampleType } from "../wasm/sample-type.ts";

/**
 * The samples that would have these places (from 0) if `data` were sorted ascending, NaN last: found by counting, or by
 * selection in float64, without sorting.
 */
export function orderStatistics(data: PixelArray, ranks: readonly number[]): number[] {
  if (data instanceof Float64Array) return selected(data, ranks);
  if (data instanceof Uint8Array || data instanceof Uint16Array) return ofCounts(countValues(data), ranks);
  if (ranks.length > MOST_RANKS) return ranks.flatMap((rank) => of32Bits(data, [rank]));
  return of32Bits(data, ranks);
}

/** How often each value occurs that 8 or 16 bits can hold. */
export function countValues(data: Uint8Array | Uint16Array): Uint32Array {
  const isNarrow = data instanceof Uint8Array;
  const [levels, tables] = isNarrow ? [0x100, 4] : [0x10000, 2];
  return inArena((kernels, arena) => {
    const type = sampleType(data);
    const counts = arena.allocate(4 * levels * tables);
    arena.view(counts, new Uint32Array(0), levels * tables).fill(0);
    kernels.countValues(type, arena.read(data), data.length, counts);
    kernels.joinCounts(type, counts);
    return arena.view(counts, new Uint32Array(0), levels).slice();
  });
}

function ofCounts(counts: Uint32Array, ranks: readonly number[]): number[] {
  return ranks.map((rank) => placeOfRank(counts, rank).bin);
}

/** The bin in which the sample of a rank was counted, and how many samples lie in the bins below. */
function placeOfRank(counts: Uint32Array, rank: number): { readonly bin: number; readonly before: number } {
  let before = 0;
  let bin = 0;
  while (bin < counts.length - 1 && before + counts[bin]! <= rank) before += counts[bin++]!;
  return { bin, before };
}

const HALVES = 0x10000;
/** Each may need a table of its own. */
const MOST_RANKS = 16;

function of32Bits(data: Exclude<PixelArray, Float64Array>, ranks: readonly number[]): number[] {
  const type = sampleType(data);
  const counter = new Uint32Array(HALVES);
  const keys = inArena((kernels, arena) => {
    const source = arena.read(data);
    const upper = arena.upload(counter);
    kernels.countUpperHalves(type, source, data.length, upper);
    const places = ranks.map((rank) => placeOfRank(arena.view(upper, counter), rank));
    const bins = [...new Set(places.map(({ bin }) => bin))];
    const tables = new Uint8Array(HALVES);
    bins.forEach((bin, i) => {
      tables[bin] = i + 1;
    });
    const counts = arena.upload(new Uint32Array(bins.length * HALVES));
    kernels.countLowerHalves(type, source, data.length, arena.upload(tables), counts);
    const lower = bins.map((_, i) => arena.view(counts + 4 * HALVES * i, counter));
    return places.map(({ bin, before }, i) => {
      return bin * HALVES + placeOfRank(lower[bins.indexOf(bin)]!, ranks[i]! - before).bin;
    });
  });
  return keys.map((key) => sampleOfKey(data, key));
}

/** The inverse of the keys by which samples of 32 bits are ordered. */
function sampleOfKey(data: PixelArray, key: number): number {
  if (data instanceof Uint32Array) return key;
  if (data instanceof Int32Array) return key - 2 ** 31;
  const bits = key >= 2 ** 31 ? key - 2 ** 31 : ~key;
  return new Float32Array(Uint32Array.of(bits).buffer)[0]!;
}

function selected(data: Float64Array, ranks: readonly number[]): number[] {
  const known = data.filter((value) => !Number.isNaN(value));
  return inArena((kernels, arena) => {
    const values = arena.upload(known);
    return ranks.map((rank) => (rank < known.length ? kernels.select(values, known.length, rank) : Number.NaN));
  });
}
