import { DisjointSets } from "@ohcs/kernels";

/** The first and last row of a band that is labelled as if it were a plane. */
export interface LabelledBand {
  /** How many labels it has, dense from 1. */
  readonly count: number;
  readonly top: Uint32Array;
  readonly bottom: Uint32Array;
}

/**
 * The final numbers of a band's labels. A label in `joined` has the number at the same index in `numbers`; every other
 * label is increased by `offset` minus the number of smaller labels in `joined`.
 */
export interface BandNumbers {
  /** Labels of objects that began above, or elsewhere in the band further up; ascending. */
  readonly joined: Uint32Array;
  readonly numbers: Uint32Array;
  readonly offset: number;
}

/**
 * Joins the objects of bands of rows, from the top down, over their seams: labels are then dense from 1 in raster order of each
 * object's first pixel, as if the whole had been labelled at once.
 */
export function joinBands(bands: readonly LabelledBand[], connectivity: 4 | 8): readonly BandNumbers[] {
  const firsts = runningSums(bands.map(({ count }) => count));
  const touching = touchingLabels(bands, firsts, connectivity);
  // Numbered through all bands, a label is smaller the earlier its object begins: the smallest of a set is kept.
  const labels = Uint32Array.from(new Set(touching.flat())).sort();
  const places = new Map(Array.from(labels, (label, place) => [label, place]));
  const placeOf = (label: number) => places.get(label) ?? 0;
  const sets = new DisjointSets(labels.length);
  for (const [a, b] of touching) sets.merge(placeOf(a), placeOf(b));
  const roots = labels.map((_, place) => labels[sets.rootOf(place)] ?? 0);
  const joined = labels.filter((label, place) => label !== roots[place]);
  const numberOf = (label: number) => label - countBelow(joined, label);
  return bands.map(({ count }, band) => {
    const first = firsts[band] ?? 0;
    const [from, to] = [countBelow(joined, first + 1), countBelow(joined, first + count + 1)];
    const own = joined.subarray(from, to);
    return {
      joined: own.map((label) => label - first),
      numbers: own.map((label) => numberOf(roots[placeOf(label)] ?? 0)),
      offset: first - from,
    };
  });
}

/** The sum before each element. */
function runningSums(counts: readonly number[]): readonly number[] {
  let sum = 0;
  return counts.map((count) => {
    sum += count;
    return sum - count;
  });
}

/** Pairs of labels that touch over a seam, numbered through all bands. */
function touchingLabels(bands: readonly LabelledBand[], firsts: readonly number[], connectivity: 4 | 8) {
  const pairs: [number, number][] = [];
  const sides = connectivity === 8 ? [-1, 0, 1] : [0];
  for (const [band, { top }] of bands.entries()) {
    const above = bands[band - 1]?.bottom;
    if (above === undefined) continue;
    const [first, firstAbove] = [firsts[band] ?? 0, firsts[band - 1] ?? 0];
    for (const [x, label] of top.entries()) {
      if (label === 0) continue;
      for (const side of sides) {
        const other = above[x + side] ?? 0;
        if (other !== 0) pairs.push([first + label, firstAbove + other]);
      }
    }
  }
  return pairs;
}

/** How many of the ascending numbers are less than `limit`. */
function countBelow(numbers: Uint32Array, limit: number): number {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
