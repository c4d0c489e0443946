import { COMPONENTS, type Component, type PlaneKey } from "@ohcs/context";
import { groupByKey } from "./group-by-key.ts";
import { compareKeys, componentsOf, type Item, keyText, pickComponents } from "./item.ts";

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

/**
 * The groups that several inputs make together: keys that agree in what they share are joined, so that an input without
 * a component applies to all its values; keys without a partner are kept. Sorted, each key once.
 */
function joinKeys(inputs: readonly (readonly PlaneKey[])[]): readonly PlaneKey[] {
  const [first = [], ...others] = inputs.map(distinctKeys);
  return others.reduce<readonly PlaneKey[]>(joined, first).toSorted(compareKeys);
}

function joined(left: readonly PlaneKey[], right: readonly PlaneKey[]): readonly PlaneKey[] {
  const made: PlaneKey[] = [];
  const partnered = new Set<PlaneKey>();
  for (const ours of byComponents(left)) {
    for (const theirs of byComponents(right)) {
      const shared = ours.components.filter((component) => theirs.components.includes(component));
      const partners = groupByKey(theirs.keys, (key) => sharedText(key, shared));
      for (const key of ours.keys) {
        for (const partner of partners.get(sharedText(key, shared)) ?? []) {
          made.push({ ...key, ...partner });
          partnered.add(key).add(partner);
        }
      }
    }
  }
  const alone = [...left, ...right].filter((key) => !partnered.has(key));
  return distinctKeys([...made, ...alone]);
}

function byComponents(keys: readonly PlaneKey[]) {
  const own = (key: PlaneKey) => COMPONENTS.filter((component) => key[component] !== undefined);
  const parts = groupByKey(keys, (key) => own(key).join());
  return [...parts.values()].map((alike) => ({ components: own(alike[0] ?? {}), keys: alike }));
}

function sharedText(key: PlaneKey, shared: readonly Component[]): string {
  return shared.map((component) => key[component] ?? "").join("|");
}

function distinctKeys(keys: readonly PlaneKey[]): readonly PlaneKey[] {
  return [...new Map(keys.map((key) => [keyText(key), key])).values()];
}
