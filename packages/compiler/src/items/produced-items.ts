import type { GroupedStep } from "../draft/grouped-step.ts";
import type { Item } from "./item.ts";

/** What a step produces under a name: the images of its groups in a row, or one item per group that makes the output. */
export function producedItems({ step, groups }: GroupedStep, output: string): readonly Item[] {
  if (output === "image")
    return groups.flatMap(({ images }) => images).map((coordinates, index) => ({ coordinates, index }));
  const sources = step.emissions.find(({ name }) => name === output)?.sources;
  return groups.flatMap(({ coordinates, pattern }, index) =>
    pattern !== null && sources?.has(pattern) ? [{ coordinates, index }] : [],
  );
}
