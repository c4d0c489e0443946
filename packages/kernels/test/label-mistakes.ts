import type { Labels } from "../src/plane.ts";

interface LabelMistakes {
  readonly found: number;
  readonly expected: number;
  /** Found objects whose intersection with a true one exceeds half of their union. */
  readonly matched: number;
  /** True objects without a match, of which one found object holds most, as it does of another. */
  readonly merged: number;
  /** Found objects without a match that lie for the most part in a true one, as another does. */
  readonly split: number;
  /** The other true objects without a match. */
  readonly missed: number;
  /** The other found objects without a match. */
  readonly false: number;
  /** Median over matched objects of the area found as a fraction of the true one. */
  readonly areaRatio: number;
}

interface Pair {
  readonly label: number;
  readonly trueLabel: number;
  readonly foundArea: number;
  readonly trueArea: number;
  readonly shared: number;
}

/** What objects were found, and how those that are wrong came about. */
export function labelMistakes(labels: Labels, truth: Labels): LabelMistakes {
  const [found, expected] = [areasOf(labels).size, areasOf(truth).size];
  const pairs = pairsOf(labels, truth);
  const matches = pairs.filter(({ shared, foundArea, trueArea }) => shared > (foundArea + trueArea - shared) / 2);
  const matched = matches.length;
  const members = pairs.filter(({ shared, trueArea }) => shared > trueArea / 2);
  const parts = pairs.filter(({ shared, foundArea }) => shared > foundArea / 2);
  const [isFound, isTrue] = [new Set(matches.map((p) => p.label)), new Set(matches.map((p) => p.trueLabel))];
  const merged = members.filter((p) => !isTrue.has(p.trueLabel) && members.some((o) => o !== p && o.label === p.label));
  const split = parts.filter((p) => !isFound.has(p.label) && parts.some((o) => o !== p && o.trueLabel === p.trueLabel));
  const ratios = matches.map(({ foundArea, trueArea }) => foundArea / trueArea).toSorted((a, b) => a - b);
  return {
    found,
    expected,
    matched,
    merged: merged.length,
    split: split.length,
    missed: expected - matched - merged.length,
    false: found - matched - split.length,
    areaRatio: ratios[ratios.length >> 1] ?? Number.NaN,
  };
}

function areasOf({ data }: Labels): Map<number, number> {
  const areas = new Map<number, number>();
  for (const label of data) if (label !== 0) areas.set(label, (areas.get(label) ?? 0) + 1);
  return areas;
}

function pairsOf(labels: Labels, truth: Labels): Pair[] {
  const [foundAreas, trueAreas, shared] = [areasOf(labels), areasOf(truth), new Map<string, number>()];
  labels.data.forEach((label, i) => {
    const key = `${label} ${truth.data[i]}`;
    if (label !== 0 && truth.data[i] !== 0) shared.set(key, (shared.get(key) ?? 0) + 1);
  });
  return [...shared].map(([key, area]) => {
    const [label = 0, trueLabel = 0] = key.split(" ").map(Number);
    const [foundArea = 0, trueArea = 0] = [foundAreas.get(label), trueAreas.get(trueLabel)];
    return { label, trueLabel, foundArea, trueArea, shared: area };
  });
}
