import { compareNatural, compareWellIds } from "@ohcs/context";
import type { PlaneFile } from "./plate-reading.ts";

/** The wells that hold planes, in plate order. */
export function wellsOf(planes: readonly PlaneFile[]): readonly string[] {
  return [...new Set(planes.map(({ well }) => well))].sort(compareWellIds);
}

/** The channels that hold planes, in natural order. */
export function channelsOf(planes: readonly PlaneFile[]): readonly string[] {
  return [...new Set(planes.map(({ channel }) => channel))].sort(compareNatural);
}

/** Planes in canonical order: by well, timepoint, site, channel, z; numbers by value. */
export function orderPlanes(planes: readonly PlaneFile[]): readonly PlaneFile[] {
  const wells = ranks(wellsOf(planes));
  const channels = ranks(channelsOf(planes));
  const rank = (table: ReadonlyMap<string, number>, name: string) => table.get(name) ?? 0;
  return planes.toSorted(
    (a, b) =>
      rank(wells, a.well) - rank(wells, b.well) ||
      a.timepoint - b.timepoint ||
      a.site - b.site ||
      rank(channels, a.channel) - rank(channels, b.channel) ||
      a.zIndex - b.zIndex,
  );
}

function ranks(names: readonly string[]): ReadonlyMap<string, number> {
  return new Map(names.map((name, i) => [name, i]));
}
