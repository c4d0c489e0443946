import { compareNatural, type Diagnostic, type SourceFile } from "@ohcs/context";
import { type Grammar, readName } from "../grammar/grammar.ts";
import { imageXpressDatabase, imageXpressExport } from "../grammar/imagexpress-grammars.ts";
import { refuseSeveral } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { readCoordinates } from "../grammar/read-coordinates.ts";
import { baseName, isImagePath, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
import { noticesAbout } from "../notices.ts";

/** A plane, or a projection that looks like one, with the facts that distinguish them. */
interface Candidate {
  readonly plane: PlaneFile;
  readonly plate: string;
  readonly measurement: string;
  /** The number of its `ZStep_n` folder, null if it is in none. */
  readonly zFolder: number | null;
}

const grammars: readonly Grammar[] = [imageXpressExport, imageXpressDatabase];

/** Does the path name an image of an ImageXpress plate, thumbnails included? */
export function isImageXpressPath(path: string): boolean {
  return grammars.some(({ file }) => file.test(baseName(path)));
}

/**
 * The planes of an ImageXpress plate, exported or from the database. Thumbnails, and projections beside the z-planes
 * they were made from, are set aside with a notice.
 * @throws `PLATES_MIXED` where the planes belong to several plates or measurements
 */
export function readImageXpress(files: readonly SourceFile[]): PlateReading {
  const candidates: Candidate[] = [];
  const [unmatched, thumbnails]: [string[], string[]] = [[], []];
  for (const file of files) {
    if (!isImagePath(file.path)) continue;
    const candidate = candidateOf(file);
    if (candidate === null) unmatched.push(file.path);
    else if (candidate === "thumbnail") thumbnails.push(file.path);
    else candidates.push(candidate);
  }
  const { kept, notices } = setProjectionsAside(candidates);
  refuseMixture(kept);
  return {
    planes: kept.map(({ plane }) => plane),
    notices: [
      ...noticesAbout("THUMBNAILS_SET_ASIDE", thumbnails, (n) => `Set aside ${n("thumbnail")}`),
      ...notices,
      ...unmatchedNotices(unmatched),
    ],
  };
}

/** Null where no grammar fits. */
function candidateOf({ path, bytes, mtimeMs }: SourceFile): Candidate | "thumbnail" | null {
  for (const grammar of grammars) {
    const reading = readName(grammar, path);
    const coordinates = reading === null ? null : readCoordinates(reading.groups);
    if (reading === null || coordinates === null) continue;
    const { groups, measurement } = reading;
    if (groups.thumb !== undefined) return "thumbnail";
    const { well, site, channel, zIndex, timepoint } = coordinates;
    const plane: PlaneFile = { path, bytes, mtimeMs, well, site, channel, zIndex, timepoint, page: 0 };
    return { plane, plate: groups.plate ?? "", measurement, zFolder: groups.z === undefined ? null : zIndex };
  }
  return null;
}

function refuseMixture(candidates: readonly Candidate[]): void {
  const [first] = candidates;
  if (candidates.every((one) => one.plate === first?.plate && one.measurement === first.measurement)) return;
  const names = candidates.map(({ plate, measurement }) => `${measurement}/${plate}`.replace(/^\//, ""));
  refuseSeveral(names, "plates");
}

/**
 * Sets projections aside: beside folders `ZStep_1`, `ZStep_2`, … those are the images in `ZStep_0`, and those outside
 * any `ZStep_n` folder. Without z-planes beside them only projections were kept, and they are the planes.
 */
function setProjectionsAside(candidates: readonly Candidate[]): {
  readonly kept: readonly Candidate[];
  readonly notices: readonly Diagnostic[];
} {
  const stacks = new Set(candidates.filter(isInStack).map(stackFolder));
  if (stacks.size === 0) return { kept: candidates, notices: [] };
  const isProjection = (candidate: Candidate) => !isInStack(candidate) && stacks.has(stackFolder(candidate));
  const kept = candidates.filter((candidate) => !isProjection(candidate));
  const aside = candidates.filter(isProjection);
  return { kept, notices: projectionNotices(aside, kept) };
}

function isInStack({ zFolder }: Candidate): boolean {
  return zFolder !== null && zFolder > 0;
}

function stackFolder({ measurement, plane }: Candidate): string {
  return `${measurement}\n${plane.timepoint}`;
}

function projectionNotices(aside: readonly Candidate[], kept: readonly Candidate[]): readonly Diagnostic[] {
  const imaged = new Set(kept.map(({ plane }) => plane.channel));
  const lost = [...new Set(aside.map(({ plane }) => plane.channel))].filter((channel) => !imaged.has(channel));
  const channels = lost.toSorted(compareNatural);
  const message = `Ignored channel '${channels.join("', '")}', which has projections only`;
  const paths = aside.map(({ plane }) => plane.path);
  return [
    ...noticesAbout("PROJECTIONS_SET_ASIDE", paths, (n) => `Set aside ${n("projection")} beside z-planes`),
    ...noticesAbout("CHANNELS_ONLY_PROJECTED", channels, () => message),
  ];
}
