import { COMPONENTS, type Component, type PlaneKey } from "@ohcs/context";
import type { GroupedStep, ItemGroup } from "../draft/selection.ts";
import { compareKeys, keyText, pickComponents } from "./item.ts";

/**
 * Assigns every group the pass in which it is computed, if a pipeline has sequential components: that of its own
 * combination of values, and never before its inputs. Groups of several combinations, or of none, run in the last pass
 * that they read from; so all inputs exist in every order, and results do not change.
 */
export function assignPasses(
  steps: readonly GroupedStep[],
  layout: readonly PlaneKey[],
  components: readonly Component[],
): readonly GroupedStep[] {
  if (components.length === 0) return steps;
  const combinations = combinationsIn(layout, components);
  const done: GroupedStep[] = [];
  for (const step of steps) {
    const groups = step.groups.map((group): ItemGroup => {
      const own = combinations.findIndex((combination) => agree(combination, group.coordinates));
      return { ...group, pass: Math.max(0, own, ...passesRead(step, group, done)) };
    });
    done.push({ ...step, groups });
  }
  return done;
}

/** In the order of `components`, the first one slowest; numbers by value. */
function combinationsIn(layout: readonly PlaneKey[], components: readonly Component[]): readonly PlaneKey[] {
  const keys = layout.map((plane) => pickComponents(plane, (component) => components.includes(component)));
  const distinct = [...new Map(keys.map((key) => [keyText(key), key])).values()];
  return distinct.toSorted((a, b) => {
    const orders = components.map((one) => compareKeys(only(a, one), only(b, one)));
    return orders.find((order) => order !== 0) ?? 0;
  });
}

function only(key: PlaneKey, component: Component): PlaneKey {
  return pickComponents(key, (one) => one === component);
}

function agree(combination: PlaneKey, coordinates: PlaneKey): boolean {
  return COMPONENTS.every((one) => {
    const [a, b] = [combination[one], coordinates[one]];
    return a === undefined || b === undefined || a === b;
  });
}

/** The passes of all groups whose outputs a group reads. */
function passesRead({ inputs }: GroupedStep, group: ItemGroup, done: readonly GroupedStep[]): readonly number[] {
  return inputs.flatMap(({ name, step, output }) => {
    const made = step === null ? undefined : done[step];
    const items = group.inputs.get(name) ?? [];
    if (made === undefined) return [];
    const passes =
      output === "image"
        ? made.groups.flatMap(({ pass, images }) => images.map(() => pass))
        : made.groups.map(({ pass }) => pass);
    return items.flatMap((item) => passes[item] ?? []);
  });
}
