import { COMPONENTS, type Component, type PlaneKey } from "@ohcs/context";
import { groupByKey } from "./group-by-key.ts";
import { compareKeys, keyText } from "./item.ts";

/**
 * The groups that several inputs make together: keys that agree in what they share are joined, so that an input without
 * a component applies to all its values; keys without a partner are kept. Sorted, each key once.
 */
export function joinKeys(inputs: readonly (readonly PlaneKey[])[]): readonly PlaneKey[] {
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
