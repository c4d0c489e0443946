import type { Labels } from "../src/plane.ts";

interface LabelScore {
  readonly f1: number;
  readonly found: number;
  readonly expected: number;
}

/** F1 of objects whose intersection with a true one exceeds half of their union. */
export function scoreLabels(found: Labels, truth: Labels): LabelScore {
  const [foundAreas, trueAreas, shared] = [
    new Map<number, number>(),
    new Map<number, number>(),
    new Map<string, number>(),
  ];
  const count = <Key>(counts: Map<Key, number>, key: Key) => counts.set(key, (counts.get(key) ?? 0) + 1);
  found.data.forEach((label, i) => {
    const trueLabel = truth.data[i] ?? 0;
    if (label !== 0) count(foundAreas, label);
    if (trueLabel !== 0) count(trueAreas, trueLabel);
    if (label !== 0 && trueLabel !== 0) count(shared, `${label} ${trueLabel}`);
  });
  let matched = 0;
  for (const [pair, area] of shared) {
    const [label, trueLabel] = pair.split(" ").map(Number);
    const union = (foundAreas.get(label ?? 0) ?? 0) + (trueAreas.get(trueLabel ?? 0) ?? 0) - area;
    if (area > union / 2) matched++;
  }
  return {
    f1: (2 * matched) / Math.max(1, foundAreas.size + trueAreas.size),
    found: foundAreas.size,
    expected: trueAreas.size,
  };
}
