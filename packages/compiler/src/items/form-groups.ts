import type { Component, PlaneKey } from "@ohcs/context";
import { groupByKey } from "./group-by-key.ts";
import { compareKeys, componentsOf, type Item, keyText, pickComponents } from "./item.ts";
import { joinKeys } from "./join-keys.ts";

/** Items of every input that belong together. */
export interface FormedGroup {
  readonly coordinates: PlaneKey;
  /** In stack order; empty if the group lacks this input. */
  readonly items: ReadonlyMap<string, readonly Item[]>;
}

/** Groups the items of all inputs by what is not stacked; items that lack a component belong to all its values. */
export function formGroups(
  inputs: ReadonlyMap<string, readonly Item[]>,
  stacked: readonly Component[],
): readonly FormedGroup[] {
  const isFree = (component: Component) => !stacked.includes(component);
  const keysOf = (items: readonly Item[]) => items.map(({ coordinates }) => pickComponents(coordinates, isFree));
  const keys = joinKeys([...inputs.values()].map(keysOf));
  const found = [...inputs].map(([name, items]) => [name, lookup(items, isFree)] as const);
  return keys.map((coordinates) => ({
    coordinates,
    items: new Map(found.map(([name, itemsAt]) => [name, itemsAt(coordinates)])),
  }));
}

/** A function that returns the items which match a key, sorted. */
function lookup(items: readonly Item[], isFree: (component: Component) => boolean) {
  const byShape = groupByKey(items, ({ coordinates }) => componentsOf([{ coordinates, index: 0 }]).join());
  const indexes = [...byShape.values()].map((alike) => {
    const components = componentsOf(alike).filter(isFree);
    const within = (key: PlaneKey) => keyText(pickComponents(key, (component) => components.includes(component)));
    return { within, byKey: groupByKey(alike, ({ coordinates }) => within(coordinates)) };
  });
  return (key: PlaneKey): readonly Item[] =>
    indexes
      .flatMap(({ within, byKey }) => byKey.get(within(key)) ?? [])
      .toSorted((a, b) => compareKeys(a.coordinates, b.coordinates));
}
