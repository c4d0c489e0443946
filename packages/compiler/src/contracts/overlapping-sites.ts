import type { ManifestCalibration, SourceImage } from "@ohcs/context";
import type { TileFacts, WellStructure } from "../draft/selection.ts";
import type { Finding } from "../findings/findings.ts";

/** The warning that sites are counted as if they did not overlap. */
export function mayOverlap(why: string): Finding {
  return {
    code: "SITES_MAY_OVERLAP",
    message: `The objects of all sites of a well are counted as if sites did not overlap: ${why}`,
    hint: "Nothing to do if they do not; else state the pixel size where the plate has stage positions, or stitch with --grid",
  };
}

/** Do any two of these sites of a well show the same area? Null if nothing states where they lie. */
export type SitesOverlap = (sites: ReadonlySet<number>) => boolean | null;

/** Sites that share less than this part of a side count as apart: stages are not exact. */
const TOLERANCE = 0.01;

/**
 * Where the sites of the wells of a structure overlap, by their stage positions. Sites that all state one position state
 * none.
 */
export function overlappingSites(
  { wells }: Pick<WellStructure, "wells">,
  tile: TileFacts | null,
  { pixelSizeUm }: ManifestCalibration,
): SitesOverlap {
  return (sites) => {
    if (sites.size < 2) return false;
    if (tile === null || pixelSizeUm === null) return null;
    const size = { x: tile.width * pixelSizeUm, y: tile.height * pixelSizeUm };
    const answers = new Set(wells.map(({ images }) => overlapIn(placesOf(images, sites), sites.size, size)));
    if (answers.has(true)) return true;
    return answers.has(null) ? null : false;
  };
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Upper left corners in µm; a site whose images disagree lies where the first one states. */
function placesOf(images: readonly SourceImage[], sites: ReadonlySet<number>): readonly Place[] {
  const places = new Map<number, Place>();
  for (const { site, position } of images) {
    if (position === null || !sites.has(site) || places.has(site)) continue;
    places.set(site, { x: position.xUm, y: position.yUm });
  }
  return [...places.values()];
}

function overlapIn(places: readonly Place[], sites: number, size: Place): boolean | null {
  if (places.length < sites || new Set(places.map(({ x, y }) => `${x} ${y}`)).size < 2) return null;
  const inOrder = places.toSorted((a, b) => a.x - b.x);
  return inOrder.some((place, i) => {
    for (const other of inOrder.slice(i + 1)) {
      if (other.x - place.x >= size.x * (1 - TOLERANCE)) return false;
      if (Math.abs(other.y - place.y) < size.y * (1 - TOLERANCE)) return true;
    }
    return false;
  });
}
