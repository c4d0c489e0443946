import { COMPONENTS, type Component, compareNatural, type PlaneKey } from "@ohcs/context";
import type { LinkedInput } from "../draft/selection.ts";

/**
 * Something that a step reads or produces (a plane, labels, a table): its coordinates, and its index at its source.
 * Missing source planes have indexes beyond those of the layout.
 */
export interface Item {
  readonly coordinates: PlaneKey;
  readonly index: number;
}

/** The components that any of the items has, in the usual order. */
export function componentsOf(items: readonly Item[]): readonly Component[] {
  return COMPONENTS.filter((component) => items.some(({ coordinates }) => coordinates[component] !== undefined));
}

/** `key` reduced to the components that `keep` allows. */
export function pickComponents(key: PlaneKey, keep: (component: Component) => boolean): PlaneKey {
  return Object.fromEntries(
    COMPONENTS.filter((component) => key[component] !== undefined && keep(component)).map((component) => [
      component,
      key[component],
    ]),
  );
}

/** Orders by site, channel, z and time, numbers by value: `w2` before `w10`. Items that lack a component come first. */
export function compareKeys(a: PlaneKey, b: PlaneKey): number {
  for (const component of COMPONENTS) {
    const order = compareNatural(String(a[component] ?? ""), String(b[component] ?? ""));
    if (order !== 0) return order;
  }
  return 0;
}

/** One text per key, for maps. */
export function keyText(key: PlaneKey): string {
  return COMPONENTS.map((component) => key[component] ?? "").join("|");
}

/** Which items pass a step's own filters. */
export interface ItemFilter {
  readonly sites: ReadonlySet<number> | null;
  readonly channels: ReadonlySet<string> | null;
}

/**
 * The items of its source that an input takes: those that pass the filters, of its channel, which is then removed from
 * them.
 */
export function inputItems({ channel }: LinkedInput, items: readonly Item[], filter: ItemFilter): readonly Item[] {
  const kept = items.filter(({ coordinates }) => passes(coordinates, filter));
  if (channel === null) return kept;
  return kept
    .filter(({ coordinates }) => coordinates.channel === channel)
    .map(({ coordinates, index }) => ({
      coordinates: pickComponents(coordinates, (component) => component !== "channel"),
      index,
    }));
}

function passes({ site, channel }: PlaneKey, { sites, channels }: ItemFilter): boolean {
  if (sites !== null && site !== undefined && !sites.has(site)) return false;
  return channels === null || channel === undefined || channels.has(channel);
}
