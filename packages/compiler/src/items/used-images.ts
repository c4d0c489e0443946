import type { GroupedStep } from "../draft/grouped-step.ts";

/** Indexes of the source planes that any of the steps reads, ascending; those of missing ones are left out. */
export function usedImages(steps: readonly GroupedStep[], planes: number): readonly number[] {
  const read = new Set(steps.flatMap(sourceIndexes));
  return [...read].filter((index) => index < planes).toSorted((a, b) => a - b);
}

/** Indexes of the source planes that a step reads; those of missing ones follow the layout's. */
export function sourceIndexes({ inputs, groups }: GroupedStep): readonly number[] {
  const names = inputs.filter(({ source }) => source === "images").map(({ name }) => name);
  return groups.flatMap((group) => names.flatMap((name) => group.inputs.get(name) ?? []));
}
