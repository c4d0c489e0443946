import { formatPlaneKey } from "@ohcs/context";
import { fail } from "../errors.ts";
import type { PlaneFile } from "./plate-reading.ts";

const MOST_LISTED = 20;

/** A plane's well and coordinates as text: `B02 s001_w1_z001_t001`. */
export function describePlace(plane: Pick<PlaneFile, "well" | "site" | "channel" | "zIndex" | "timepoint">): string {
  return `${plane.well} ${formatPlaneKey(plane)}`;
}

/** Checks that no two files claim the same plane. @throws `COORDINATES_CLASH` listing those that do */
export function refuseClashes(planes: readonly PlaneFile[]): void {
  const claims = new Map<string, string>();
  const several = new Map<string, string[]>();
  for (const plane of planes) {
    const { well, site, channel, zIndex, timepoint } = plane;
    const key = `${well} ${site} ${zIndex} ${timepoint} ${channel}`;
    const path = claims.get(key);
    if (path === undefined) claims.set(key, plane.path);
    else several.set(describePlace(plane), [...(several.get(describePlace(plane)) ?? [path]), plane.path]);
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
