import { formatPlaneKey, GroupPlan } from "@ohcs/context";
import { Map as ImmutableMap, List } from "immutable";
import type { ItemGroup } from "../draft/grouped-step.ts";
import type { MaterializedStep, MaterializedStructure } from "../draft/materialized-step.ts";

/** The groups of a step. Source planes are renumbered to those that any step reads; missing ones become null. */
export function freezeGroups(step: MaterializedStep, { used }: MaterializedStructure): List<GroupPlan> {
  const places = new Map(used.map((index, place) => [index, place]));
  const isSource = new Set(step.inputs.filter(({ source }) => source === "images").map(({ name }) => name));
  const placed = (name: string, indexes: readonly number[]): List<number | null> =>
    List(isSource.has(name) ? indexes.map((index) => places.get(index) ?? null) : indexes);
  return List(step.groups.map((group) => freezeGroup(group, placed)));
}

function freezeGroup(
  { coordinates, pattern, inputs, pass, images }: ItemGroup,
  placed: (name: string, indexes: readonly number[]) => List<number | null>,
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
