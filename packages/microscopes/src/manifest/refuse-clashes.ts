import { formatPlaneKey } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { PlaneFile } from "./plate-reading.ts";

const MOST_LISTED = 20;

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
