import { formatPlaneKey, GroupPlan } from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { ItemGroup } from "../draft/grouped-step.ts";
import type { MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";

/**
 * The groups of a step. Source planes are renumbered to those that any step reads: images first, then filled planes.
 */
export function freezeGroups(step: MaterializedStep, { used, filled }: MaterializedStructure): List<GroupPlan> {
  const places = new Map([...used, ...filled].map((index, place) => [index, place]));
  const isSource = new Set(step.inputs.filter(({ source }) => source === "images").map(({ name }) => name));
  const placed = (name: string, indexes: readonly number[]): List<number> =>
    List(isSource.has(name) ? indexes.flatMap((index) => places.get(index) ?? []) : indexes);
  return List(step.groups.map((group) => freezeGroup(group, placed)));
}

function freezeGroup(
  { coordinates, pattern, inputs, pass, images }: ItemGroup,
  placed: (name: string, indexes: readonly number[]) => List<number>,
): GroupPlan {
  return new GroupPlan({
    key: formatPlaneKey(coordinates),
    coordinates: ImmutableMap(Object.entries(coordinates)),
    pattern,
    pass,
    inputs: ImmutableMap([...inputs].map(([name, indexes]) => [name, placed(name, indexes)])),
    images: List(images.map(formatPlaneKey)),
  });
}
