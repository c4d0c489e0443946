import {
  compareWellIds,
  type Diagnostic,
  type ManifestChannel,
  type PlateManifest,
  type SourceImage,
} from "@ohcs/context";
import { notice } from "../notices.ts";
import { calibrate } from "./calibrate.ts";
import { gapNotices } from "./find-gaps.ts";
import { headerNotices } from "./header-notices.ts";
import { locateSites } from "./locate-sites.ts";
import { channelsOf, orderPlanes, wellsOf } from "./order-planes.ts";
import type { PlaneHeaders } from "./plane-header.ts";
import type { PlaneFile } from "./plate-file.ts";
import type { PlateDescription, PlateReading } from "./plate-reading.ts";
import { refuseClashes } from "./refuse-clashes.ts";

/** What is known about a plate folder. */
export interface ManifestInput {
  readonly plateId: string;
  /** Absolute path of the plate's folder. */
  readonly root: string;
  readonly handler: string;
  readonly reading: PlateReading;
  readonly description: PlateDescription | null;
  readonly headers: PlaneHeaders;
  /** What was noticed before, while the folder was walked. */
  readonly notices: readonly Diagnostic[];
}

/**
 * The manifest of a plate: canonical order, one file per plane, gaps and whatever is unknown as notices. Pure.
 * @throws `COORDINATES_CLASH`
 */
export function buildManifest(input: ManifestInput): PlateManifest {
  const { plateId, root, handler, reading, description, headers } = input;
  refuseClashes(reading.planes);
  const planes = orderPlanes(reading.planes);
  const sites = locateSites(planes, headers);
  const { pixelSizeUm, notices: calibrationNotices } = calibrate(headers);
  const grid = description?.grid ?? null;
  const wells = wellsOf(planes);
  const absent = absentWells(wells, description?.announced.wells ?? []);
  return {
    specVersion: 1,
    ...{ plateId, root, handler },
    images: planes.map(
      (plane): SourceImage => ({
        ...plane,
        header: headers.get(plane.path)?.header ?? null,
        position: sites.positionOf(plane),
      }),
    ),
    wells,
    ...(absent.length === 0 ? {} : { absentWells: absent }),
    channels: channelsOf(planes).map((id) => nameChannel(id, planes, input)),
    grid,
    calibration: { pixelSizeUm },
    notices: [
      ...input.notices,
      ...reading.notices,
      ...(description?.notices ?? []),
      ...gridNotices(planes, description),
      ...gapNotices(planes, description?.announced ?? null),
      ...headerNotices(headers),
      ...sites.notices,
      ...calibrationNotices,
    ],
  };
}

function absentWells(wells: readonly string[], announced: readonly string[]): readonly string[] {
  const imaged = new Set(wells);
  return [...new Set(announced)].filter((well) => !imaged.has(well)).toSorted(compareWellIds);
}

/** The name in the plate's metadata, else the one on which all images of the channel that were read agree. */
function nameChannel(id: string, planes: readonly PlaneFile[], input: ManifestInput): ManifestChannel {
  const announced = input.description?.channelNames.get(id);
  if (announced !== undefined) return { id, name: announced };
  const own = planes.filter(({ channel }) => channel === id);
  const names = new Set(own.flatMap(({ path }) => input.headers.get(path)?.channelName ?? []));
  const [name] = names;
  return { id, name: names.size === 1 && name !== undefined ? name : null };
}

/** A single site needs no grid, and a masked one has been noticed already. */
function gridNotices(planes: readonly PlaneFile[], description: PlateDescription | null): readonly Diagnostic[] {
  const masked = description?.notices.some(({ code }) => code === "SITES_MASKED") ?? false;
  const sites = new Set(planes.map(({ site }) => site)).size;
  if (masked || sites <= 1 || (description !== null && description.grid !== null)) return [];
  return [
    notice("GRID_UNKNOWN", `Nothing says how the ${sites} sites of a well lie in rows and columns`, [], {
      expected: "rows and columns of sites",
    }),
  ];
}
