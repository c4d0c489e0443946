import { compareNatural, compareWellIds } from "@ohcs/context";
import type { PlaneFile } from "./plate-reading.ts";

/** The wells that hold planes, in plate order. */
export function wellsOf(planes: readonly PlaneFile[]): readonly string[] {
  return distinct(planes, ({ well }) => well).sort(compareWellIds);
}

/** The channels that hold planes, in natural order. */
export function channelsOf(planes: readonly PlaneFile[]): readonly string[] {
  return distinct(planes, ({ channel }) => channel).sort(compareNatural);
}

/** Planes in canonical order: by well, timepoint, site, channel, z; numbers by value. */
export function orderPlanes(planes: readonly PlaneFile[]): readonly PlaneFile[] {
  const numbers = (of: (plane: PlaneFile) => number) => distinct(planes, of).sort((a, b) => a - b);
  const ranks = [
    ranking(({ well }) => well, wellsOf(planes)),
    ranking(
      ({ timepoint }) => timepoint,
      numbers(({ timepoint }) => timepoint),
    ),
    ranking(
      ({ site }) => site,
      numbers(({ site }) => site),
    ),
    ranking(({ channel }) => channel, channelsOf(planes)),
    ranking(
      ({ zIndex }) => zIndex,
      numbers(({ zIndex }) => zIndex),
    ),
  ];
  // A plate has far fewer places than numbers have digits.
  const keys = Float64Array.from(planes, (plane) => ranks.reduce((key, { count, of }) => key * count + of(plane), 0));
  if (keys.every((key, i) => i === 0 || (keys[i - 1] ?? 0) <= key)) return planes;
  const order = Uint32Array.from(planes, (_, i) => i).sort((a, b) => (keys[a] ?? 0) - (keys[b] ?? 0) || a - b);
  return Array.from(order, (i) => planes[i]).filter((plane) => plane !== undefined);
}

/** The values that planes have, by their first appearance. */
export function distinct<Value>(planes: readonly PlaneFile[], of: (plane: PlaneFile) => Value): Value[] {
  const values = new Set<Value>();
  let before: Value | null = null;
  for (const plane of planes) {
    const value = of(plane);
    if (value !== before) values.add(value); // neighbours are alike
    before = value;
  }
  return [...values];
}

/** The place of a plane's value in the list of all. */
function ranking<Value>(of: (plane: PlaneFile) => Value, values: readonly Value[]) {
  const ranks = new Map(values.map((value, i) => [value, i]));
  return { count: values.length, of: (plane: PlaneFile) => ranks.get(of(plane)) ?? 0 };
}
