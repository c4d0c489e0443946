import type { GroupedStep, PlanesRead, WellStructure } from "../draft/selection.ts";
import { compareKeys } from "./item.ts";

/** Which planes of their structure steps read. */
export function planesRead(
  steps: readonly GroupedStep[],
  { layout, missing }: Pick<WellStructure, "layout" | "missing">,
): PlanesRead {
  const read = [...new Set(steps.flatMap(sourceIndexes))];
  const placeOf = (index: number) => missing[index - layout.length] ?? {};
  return {
    used: read.filter((index) => index < layout.length).toSorted((a, b) => a - b),
    filled: read.filter((index) => index >= layout.length).toSorted((a, b) => compareKeys(placeOf(a), placeOf(b))),
  };
}

/** Indexes of the source planes that a step reads; those of missing ones follow the layout's. */
export function sourceIndexes({ inputs, groups }: GroupedStep): readonly number[] {
  const names = inputs.filter(({ source }) => source === "images").map(({ name }) => name);
  return groups.flatMap((group) => names.flatMap((name) => group.inputs.get(name) ?? []));
}
