import type { PlaneKey } from "@ohcs/context";
import type { LinkedInput } from "../draft/selection.ts";
import { type Item, pickComponents } from "./item.ts";

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
