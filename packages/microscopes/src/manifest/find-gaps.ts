import type { Diagnostic, PlaneCoordinates } from "@ohcs/context";
import { noticesAbout } from "../notices.ts";
import { channelsOf, describePlace, distinct, wellsOf } from "./order-planes.ts";
import type { Announcement, PlaneFile } from "./plate-reading.ts";

type NumberedAxis = "site" | "zIndex" | "timepoint";

/**
 * Planes that a well lacks: each imaged well should hold every channel at every site, z and timepoint that this channel
 * has anywhere on the plate. So a channel with fewer z-planes than others, or wells that were not imaged, are not gaps.
 */
function missingPlanes(planes: readonly PlaneFile[]): readonly string[] {
  const wells = wellsOf(planes);
  const channels = channelsOf(planes).map((channel) => ({
    channel,
    places: placesOf(planes.filter((plane) => plane.channel === channel)),
  }));
  // No two planes are the same, so that as many as there should be are all.
  const whole = wells.length * channels.reduce((sum, { places }) => sum + places.length, 0);
  if (planes.length === whole) return [];
  const present = new Set(planes.map(describePlace));
  return channels.flatMap(({ channel, places }) => {
    const expected = wells.flatMap((well) => places.map((place) => describePlace({ well, channel, ...place })));
    return expected.filter((place) => !present.has(place));
  });
}

function placesOf(planes: readonly PlaneFile[]): readonly Omit<PlaneCoordinates, "channel">[] {
  const numbers = (what: NumberedAxis) => distinct(planes, (plane) => plane[what]).sort((a, b) => a - b);
  const [sites, zIndexes, timepoints] = [numbers("site"), numbers("zIndex"), numbers("timepoint")];
  return timepoints.flatMap((timepoint) =>
    sites.flatMap((site) => zIndexes.map((zIndex) => ({ site, zIndex, timepoint }))),
  );
}

/**
 * Gaps as notices: planes that some wells lack, and components that the acquisition announced but that have no image.
 */
export function gapNotices(planes: readonly PlaneFile[], announced: Partial<Announcement>): readonly Diagnostic[] {
  const missing = missingPlanes(planes);
  const absent = announcedButAbsent(planes, announced);
  const parts = `The acquisition announced parts without any image: ${absent.join(", ")}`;
  return [
    ...noticesAbout("PLANES_MISSING", missing, (n) => `Missing ${n("plane")} that other wells have`),
    ...noticesAbout("ANNOUNCED_NOT_FOUND", absent, () => parts),
  ];
}

function announcedButAbsent(
  planes: readonly PlaneFile[],
  { wells = [], channels = [], sites, zSteps, timepoints }: Partial<Announcement>,
): readonly string[] {
  const [imaged, used] = [new Set(wellsOf(planes)), new Set(channelsOf(planes))];
  const found = (what: NumberedAxis) => new Set(distinct(planes, (plane) => plane[what]));
  return [
    ...wells.filter((well) => !imaged.has(well)).map((well) => `well '${well}'`),
    ...channels.filter((channel) => !used.has(channel)).map((channel) => `channel '${channel}'`),
    ...absentNumbers("site", sites, found("site")),
    ...absentNumbers("z", zSteps, found("zIndex")),
    ...absentNumbers("timepoint", timepoints, found("timepoint")),
  ];
}

function absentNumbers(
  what: string,
  announced: number | null | undefined,
  present: ReadonlySet<number>,
): readonly string[] {
  const first = present.has(0) ? 0 : 1;
  const all = Array.from({ length: announced ?? 0 }, (_, i) => first + i);
  return all.filter((number) => !present.has(number)).map((number) => `${what} '${number}'`);
}
