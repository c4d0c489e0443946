import {
  compareWellIds,
  countOf,
  type Diagnostic,
  type ManifestChannel,
  type ManifestObjective,
  type PlateManifest,
  type SourceImage,
} from "@ohcs/context";
import { wellAt } from "../grammar/well-at.ts";
import { notice, noticesAbout } from "../notices.ts";
import { calibrate } from "./calibrate.ts";
import { factSources } from "./fact-sources.ts";
import { gapNotices } from "./find-gaps.ts";
import { locateSites } from "./locate-sites.ts";
import { channelsOf, orderPlanes, refuseClashes, wellsOf } from "./order-planes.ts";
import {
  agreed,
  type PlaneFile,
  type PlaneHeader,
  type PlaneHeaders,
  type PlateDescription,
  type PlateReading,
} from "./plate-reading.ts";
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
  const planes = orderPlanes(reading.planes);
  refuseClashes(planes);
  const sites = locateSites(planes, headers);
  const { pixelSizeUm, sources, notices: calibrationNotices } = calibrate(planes, headers, description);
  const { zStepUm = zStepOf(planes, headers) ?? undefined, intervalS, startedAt, plateFormat } = description;
  const objective = description.objective ?? objectiveIn(headers);
  const facts = factSources(planes, headers, description);
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
    ...(facts.length === 0 ? {} : { factSources: facts }),
    ...(objective == null ? {} : { objective }),
    ...(startedAt == null ? {} : { startedAt }),
    // Damaged metadata may state more rows than anything could draw.
    ...(plateFormat != null && wellAt(plateFormat.rows, plateFormat.columns) !== null && { plateFormat }),
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

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** The fields of a plane that are kept, without further ones from its format. */
function imageOf(plane: PlaneFile, read: PlaneHeader | undefined, position: SourceImage["position"]): SourceImage {
  const { path, bytes, mtimeMs, page, well, site, channel, zIndex, timepoint } = plane;
  const zUm = plane.zUm ?? read?.zUm ?? null;
  const acquiredAt = plane.acquiredAt ?? read?.acquiredAt ?? null;
  const header = read?.header ?? null;
  const image: Mutable<SourceImage> = {
    path,
    bytes,
    mtimeMs,
    well,
    site,
    channel,
    zIndex,
    timepoint,
    page,
    header,
    position,
  };
  if (plane.sample !== undefined) image.sample = plane.sample;
  if (zUm !== null) image.zUm = zUm;
  if (acquiredAt !== null) image.acquiredAt = acquiredAt;
  return image;
}

/** What the plate's metadata say of each channel, else what all planes of it that say something agree on. */
function describeChannels(
  planes: readonly PlaneFile[],
  { channels }: PlateDescription,
  headers: PlaneHeaders,
): readonly ManifestChannel[] {
  const said = new Map(channelsOf(planes).map((id) => [id, channelFacts()]));
  for (const plane of planes) {
    const read = headers.get(plane.path);
    const own = said.get(plane.channel);
    if (own === undefined) continue;
    own.name.add(plane.channelName ?? read?.channelName);
    own.excitationNm.add(plane.excitationNm ?? read?.excitationNm);
    own.emissionNm.add(plane.emissionNm ?? read?.emissionNm);
    own.exposureMs.add(plane.exposureMs ?? read?.exposureMs);
  }
  return [...said].map(([id, { name, ...others }]) => {
    const known = Object.entries(others).flatMap(([fact, values]) => {
      const value = onlyOf(values);
      return value === null ? [] : [[fact, value]];
    });
    return { id, name: onlyOf(name), ...Object.fromEntries(known), ...channels?.get(id) };
  });
}

type Stated<Value> = Set<Value | null | undefined>;

function channelFacts() {
  const name: Stated<string> = new Set();
  const numbers = (): Stated<number> => new Set();
  return { name, excitationNm: numbers(), emissionNm: numbers(), exposureMs: numbers() };
}

function onlyOf<Value>(values: Stated<Value>): Value | null {
  const [value = null, ...others] = [...values].filter((one) => one != null);
  return others.length === 0 ? value : null;
}

/** What all images that state an objective agree on. */
function objectiveIn(headers: PlaneHeaders): ManifestObjective | null {
  return agreed([...headers.values()].flatMap(({ objective }) => objective ?? []));
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
  const read = [...headers];
  const damaged = read.flatMap(([path, { problem }]) =>
    problem === null ? [] : [problem.includes(path) ? problem : `${path}: ${problem}`],
  );
  const pages = new Map(
    read.flatMap(([path, { header }]) => (header === null || header.pages === 1 ? [] : [[path, header.pages]])),
  );
  const used = new Map([...pages.keys()].map((path) => [path, new Set<number>()]));
  if (pages.size > 0) for (const { path, page } of planes) used.get(path)?.add(page);
  const paged = [...pages].flatMap(([path, count]) => (count > Math.max(1, used.get(path)?.size ?? 0) ? [path] : []));
  return [
    ...noticesAbout("IMAGES_UNREADABLE", damaged, (n) => `${n("image")} cannot be read`),
    ...(paged.length === 0
      ? []
      : [
          notice("PAGES_UNUSED", `Found ${countOf(paged.length, "image")} of more than one page`, paged, {
            expected: "one page",
          }),
        ]),
  ];
}
