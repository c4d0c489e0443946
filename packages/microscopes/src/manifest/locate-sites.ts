import type { Diagnostic, StagePosition } from "@ohcs/context";
import { noticesAbout } from "../notices.ts";
import type { PlaneFile, PlaneHeaders } from "./plate-reading.ts";

/** Stage positions: an image that states none takes that of its well and site. */
interface SiteMap {
  positionOf(plane: PlaneFile): StagePosition | null;
  /** Do all sites of all wells have a position? */
  readonly isComplete: boolean;
  readonly notices: readonly Diagnostic[];
}

/** Applies known positions to all images of the same well and site. */
export function locateSites(planes: readonly PlaneFile[], headers: PlaneHeaders): SiteMap {
  const own = (plane: PlaneFile) => plane.position ?? headers.get(plane.path)?.position ?? null;
  if (planes.every((plane) => own(plane) !== null)) return { positionOf: own, isComplete: true, notices: [] };
  const positions = new Map<string, StagePosition>();
  for (const plane of planes) {
    const position = own(plane);
    if (position !== null && !positions.has(siteOf(plane))) positions.set(siteOf(plane), position);
  }
  const lost = positions.size === 0 ? [] : [...new Set(planes.map(siteOf))].filter((site) => !positions.has(site));
  return {
    positionOf: (plane) => own(plane) ?? positions.get(siteOf(plane)) ?? null,
    isComplete: positions.size > 0 && lost.length === 0,
    notices: noticesAbout(
      "POSITIONS_INCOMPLETE",
      lost,
      (n) => `Found ${n("site")} without a stage position, though others have one`,
    ),
  };
}

function siteOf({ well, site }: PlaneFile): string {
  return `${well} site ${site}`;
}
