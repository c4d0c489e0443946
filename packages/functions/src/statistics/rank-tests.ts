import { regularizedGammaQ } from "./gamma.ts";

/** A test by ranks: how large the effect is, and the probability of one as large by chance. */
export interface RankTest {
  /** −1 … 1 or 0 … 1; 0 is no effect. */
  readonly effect: number;
  /** Two-sided; 1 if all values are equal. */
  readonly pValue: number;
}

/**
 * Mann–Whitney U of two samples with normal approximation and correction for ties, without one for continuity. The
 * effect is the rank-biserial correlation: 1 if every value of `a` is above every one of `b`.
 *
 * Source: `scipy.stats.mannwhitneyu(method="asymptotic", use_continuity=False)`.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): RankTest {
  const { ranks, ties } = ranksOf([...a, ...b]);
  const [n, m] = [a.length, b.length];
  const total = n + m;
  const u = sumOf(ranks.slice(0, n)) - (n * (n + 1)) / 2;
  const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
  const z = (u - (n * m) / 2) / Math.sqrt(variance);
  return { effect: (2 * u) / (n * m) - 1, pValue: variance > 0 ? chiSquareTail(z * z, 1) : 1 };
}

/**
 * Kruskal–Wallis H of several samples with correction for ties. The effect is ε² = H / (n − 1), the part of the ranks'
 * variance that the groups explain.
 *
 * Source: `scipy.stats.kruskal`.
 */
export function kruskalWallis(samples: readonly (readonly number[])[]): RankTest {
  const groups = samples.filter((group) => group.length > 0);
  const { ranks, ties } = ranksOf(groups.flat());
  const n = ranks.length;
  let start = 0;
  let squares = 0;
  for (const { length } of groups) {
    squares += sumOf(ranks.slice(start, start + length)) ** 2 / length;
    start += length;
  }
  const correction = 1 - ties / (n ** 3 - n);
  if (!(correction > 0) || groups.length < 2) return { effect: 0, pValue: 1 };
  const h = ((12 / (n * (n + 1))) * squares - 3 * (n + 1)) / correction;
  return { effect: h / (n - 1), pValue: chiSquareTail(h, groups.length - 1) };
}

/** Ranks from 1, equal values sharing their mean; and the sum of t³ − t over groups of t equal values. */
function ranksOf(values: readonly number[]): { readonly ranks: readonly number[]; readonly ties: number } {
  const order = values.map((_, i) => i).sort((i, j) => (values[i] ?? 0) - (values[j] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  let ties = 0;
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end++;
    for (const i of order.slice(start, end)) ranks[i] = (start + 1 + end) / 2;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  return { ranks, ties };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** P(χ² ≥ x) with `degrees` of freedom. */
function chiSquareTail(x: number, degrees: number): number {
  return regularizedGammaQ(degrees / 2, x / 2);
}
