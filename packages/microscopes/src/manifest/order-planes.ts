import { compareNatural, compareWellIds, formatPlaneKey } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { PlaneFile } from "./plate-reading.ts";

const MOST_LISTED = 20;

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

/** A plane's well and coordinates as text: `B02 s001_w1_z001_t001`. */
export function describePlace(plane: Pick<PlaneFile, "well" | "site" | "channel" | "zIndex" | "timepoint">): string {
  return `${plane.well} ${formatPlaneKey(plane)}`;
}

/** Checks that no two files claim the same plane, of planes in canonical order. @throws `COORDINATES_CLASH` listing those that do */
export function refuseClashes(ordered: readonly PlaneFile[]): void {
  const several = new Map<string, string[]>();
  let before: PlaneFile | undefined;
  for (const plane of ordered) {
    if (before !== undefined && isSamePlane(before, plane)) {
      const place = describePlace(plane);
      several.set(place, [...(several.get(place) ?? [before.path]), plane.path]);
    }
    before = plane;
  }
  const clashes = [...several];
  const [first] = clashes;
  if (first === undefined) return;
  const [place, paths] = first;
  const example = `'${place}' in '${paths.toSorted().join("', '")}'`;
  throw fail(
    "COORDINATES_CLASH",
    `Cannot open plate: expected one file per plane, got ${clashes.length} with several: ${example}`,
    {
      details: {
        count: clashes.length,
        clashes: clashes.slice(0, MOST_LISTED).map(([plane, files]) => ({ plane, files: files.toSorted() })),
      },
    },
  );
}

function isSamePlane(a: PlaneFile, b: PlaneFile): boolean {
  return (
    a.zIndex === b.zIndex &&
    a.channel === b.channel &&
    a.site === b.site &&
    a.timepoint === b.timepoint &&
    a.well === b.well
  );
}
