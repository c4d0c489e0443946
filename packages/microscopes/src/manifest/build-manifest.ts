import {
  compareWellIds,
  countOf,
  type Diagnostic,
  type ManifestChannel,
  type PlateManifest,
  type SourceImage,
} from "@ohcs/context";
import { notice } from "../notices.ts";
import { calibrate } from "./calibrate.ts";
import { gapNotices } from "./find-gaps.ts";
import { locateSites } from "./locate-sites.ts";
import { channelsOf, orderPlanes, wellsOf } from "./order-planes.ts";
import type { PlaneFile, PlaneHeader, PlaneHeaders, PlateDescription, PlateReading } from "./plate-reading.ts";
import { refuseClashes } from "./refuse-clashes.ts";
import { zStepOf } from "./z-step-of.ts";

/** What is known about a plate folder. */
export interface ManifestInput {
  readonly plateId: string;
  /** Absolute path of the plate's folder. */
  readonly root: string;
  readonly handler: string;
  readonly reading: PlateReading;
  readonly headers: PlaneHeaders;
  /** Notices from walking the folder. */
  readonly notices: readonly Diagnostic[];
}

/**
 * The manifest of a plate: canonical order, one file per plane, gaps and unknown facts as notices. Pure.
 * @throws `COORDINATES_CLASH`
 */
export function buildManifest(input: ManifestInput): PlateManifest {
  const { plateId, root, handler, reading, headers } = input;
  const description = reading.description ?? {};
  refuseClashes(reading.planes);
  const planes = orderPlanes(reading.planes);
  const sites = locateSites(planes, headers);
  const { pixelSizeUm, sources, notices: calibrationNotices } = calibrate(planes, headers, description);
  const { zStepUm = zStepOf(planes) ?? undefined, intervalS, objective, startedAtMs, plateFormat } = description;
  const wells = wellsOf(planes);
  const absent = absentWells(wells, description.announced?.wells ?? []);
  return {
    specVersion: 1,
    plateId,
    root,
    handler,
    images: planes.map((plane) => imageOf(plane, headers.get(plane.path), sites.positionOf(plane))),
    wells,
    ...(absent.length === 0 ? {} : { absentWells: absent }),
    channels: describeChannels(planes, description, headers),
    grid: description.grid ?? null,
    calibration: {
      pixelSizeUm,
      ...(zStepUm === undefined ? {} : { zStepUm }),
      ...(intervalS === undefined ? {} : { intervalS }),
    },
    ...(sources.length === 0 ? {} : { calibrationSources: sources }),
    ...(objective == null ? {} : { objective }),
    ...(startedAtMs == null ? {} : { startedAtMs }),
    ...(plateFormat == null ? {} : { plateFormat }),
    notices: [
      ...input.notices,
      ...reading.notices,
      ...(description.notices ?? []),
      ...(sites.isComplete ? [] : gridNotices(planes, description)),
      ...gapNotices(planes, description.announced ?? {}),
      ...headerNotices(planes, headers),
      ...sites.notices,
      ...calibrationNotices,
    ],
  };
}

function absentWells(wells: readonly string[], announced: readonly string[]): readonly string[] {
  const imaged = new Set(wells);
  return [...new Set(announced)].filter((well) => !imaged.has(well)).toSorted(compareWellIds);
}

/** The fields of a plane that are kept, without further ones from its format. */
function imageOf(plane: PlaneFile, read: PlaneHeader | undefined, position: SourceImage["position"]): SourceImage {
  const { path, bytes, mtimeMs, page, well, site, channel, zIndex, timepoint } = plane;
  const zUm = plane.zUm ?? read?.zUm ?? null;
  const acquiredAtMs = plane.acquiredAtMs ?? read?.acquiredAtMs ?? null;
  const header = read?.header ?? null;
  return {
    ...{ path, bytes, mtimeMs, well, site, channel, zIndex, timepoint, page, header, position },
    ...(plane.sample === undefined ? {} : { sample: plane.sample }),
    ...(zUm === null ? {} : { zUm }),
    ...(acquiredAtMs === null ? {} : { acquiredAtMs }),
  };
}

/** The name in the plate's metadata, else the one that all planes of the channel with a name agree on. */
function describeChannels(
  planes: readonly PlaneFile[],
  { channels }: PlateDescription,
  headers: PlaneHeaders,
): readonly ManifestChannel[] {
  const said = new Map<string, Set<string>>();
  for (const { channel, path, channelName } of planes) {
    const name = channelName ?? headers.get(path)?.channelName ?? null;
    if (name !== null) said.set(channel, (said.get(channel) ?? new Set()).add(name));
  }
  return channelsOf(planes).map((id) => {
    const [name = null, ...others] = said.get(id) ?? [];
    return { id, name: others.length === 0 ? name : null, ...channels?.get(id) };
  });
}

/** A single site needs no grid, and a masked one already has a notice. */
function gridNotices(planes: readonly PlaneFile[], { grid = null, notices }: PlateDescription): readonly Diagnostic[] {
  const masked = notices?.some(({ code }) => code === "SITES_MASKED") ?? false;
  const sites = new Set(planes.map(({ site }) => site)).size;
  if (masked || sites <= 1 || grid !== null) return [];
  return [
    notice("GRID_UNKNOWN", `The grid of the ${sites} sites of a well is unknown`, [], {
      expected: "rows and columns of sites",
    }),
  ];
}

/** Notices about the images whose headers were read. */
function headerNotices(planes: readonly PlaneFile[], headers: PlaneHeaders): readonly Diagnostic[] {
  const used = new Map<string, Set<number>>();
  for (const { path, page } of planes) used.set(path, (used.get(path) ?? new Set()).add(page));
  const read = [...headers];
  const damaged = read.flatMap(([path, { problem }]) => (problem === null ? [] : [`${path}: ${problem}`]));
  const paged = read
    .filter(([path, { header }]) => (header?.pages ?? 1) > (used.get(path)?.size ?? 1))
    .map(([path]) => path);
  return [
    ...(damaged.length === 0
      ? []
      : [notice("IMAGES_UNREADABLE", `${countOf(damaged.length, "image")} cannot be read`, damaged)]),
    ...(paged.length === 0
      ? []
      : [
          notice("PAGES_UNUSED", `Found ${countOf(paged.length, "image")} of more than one page`, paged, {
            expected: "one page",
          }),
        ]),
  ];
}
