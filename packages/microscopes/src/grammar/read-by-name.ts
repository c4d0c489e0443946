import type { PlaneCoordinates, SourceFile } from "@ohcs/context";
import { fail } from "../errors.ts";
import { baseName, folderOf, isImagePath, type PlaneDescription, type PlaneFile } from "../manifest/plate-reading.ts";
import { readCoordinates } from "./read-coordinates.ts";

type Groups = Readonly<Record<string, string | undefined>>;
type PlaneFacts = Partial<Pick<PlaneDescription, "position" | "zUm" | "acquiredAt" | "pixelSizeUm">>;

/** What an expression for file names finds among the images of a plate. */
export interface NameReadings<Own> {
  readonly planes: readonly PlaneFile[];
  /** What was asked for of the groups of each plane's name. */
  readonly own: readonly Own[];
  /** Images that it does not match, or that name no well. */
  readonly unmatched: readonly string[];
}

/** What `readByName` does with the groups of a name besides reading coordinates: none of them is kept unasked. */
export interface UseOfGroups<Own> {
  /** Adds coordinates that names leave out. */
  readonly complete?: (groups: Groups) => Groups;
  readonly own?: (groups: Groups) => Own;
  /** What metadata files say of the image of that name, and of its coordinates. */
  readonly factsOf?: (
    name: string,
    place: PlaneCoordinates & { readonly well: string },
  ) => PlaneFacts | null | undefined;
}

/** Reads the names of all images by groups as those of `Grammar`. */
export function readByName<Own = never>(
  files: readonly SourceFile[],
  expression: RegExp,
  { complete = (groups) => groups, own: ownOf, factsOf = () => null }: UseOfGroups<Own> = {},
): NameReadings<Own> {
  const [planes, own]: [PlaneFile[], Own[]] = [[], []];
  const unmatched: string[] = [];
  for (const { path, bytes, mtimeMs } of files) {
    if (!isImagePath(path)) continue;
    const name = baseName(path);
    const match = expression.exec(name);
    const groups = match === null ? null : complete(match.groups ?? {});
    const coordinates = groups === null ? null : readCoordinates(groups);
    if (groups === null || coordinates === null) unmatched.push(path);
    else {
      const { well, site, channel, zIndex, timepoint } = coordinates;
      const { position = null, zUm = null, acquiredAt = null, pixelSizeUm = null } = factsOf(name, coordinates) ?? {};
      const facts = { position, zUm, acquiredAt, pixelSizeUm };
      planes.push({ path, bytes, mtimeMs, well, site, channel, zIndex, timepoint, page: 0, ...facts });
      if (ownOf !== undefined) own.push(ownOf(groups));
    }
  }
  return { planes, own, unmatched };
}

/** The fraction of images whose names fit one of the expressions. */
export function fractionNamed(paths: readonly string[], ...expressions: readonly RegExp[]): number {
  const images = paths.filter(isImagePath);
  const fitting = images.filter((path) => expressions.some((expression) => expression.test(baseName(path))));
  return fitting.length / Math.max(1, images.length);
}

/** Checks that one folder holds all named images. @throws `PLATES_MIXED` */
export function refuseSeveralFolders(planes: readonly PlaneFile[]): void {
  refuseSeveral(
    planes.map(({ path }) => folderOf(path)),
    "measurements",
  );
}

/** Checks that all images are of one plate, measurement or acquisition, by its name. @throws `PLATES_MIXED` */
export function refuseSeveral(names: Iterable<string>, what: string): void {
  const plates = [...new Set(names)];
  if (plates.length <= 1) return;
  const message = `Cannot open plate: the folder holds ${plates.length} ${what}: '${plates.slice(0, 3).join("', '")}'`;
  throw fail("PLATES_MIXED", message, { details: { plates: plates.slice(0, 20) } });
}

/**
 * The metadata files with such names, best first: in the folder of the first named image, else the outermost, else by
 * name.
 */
export function companionsNamed(paths: readonly string[], name: RegExp, images: RegExp): readonly string[] {
  const image = paths.find((path) => images.test(baseName(path)));
  const home = image === undefined ? null : folderOf(image);
  const rank = (path: string) => (folderOf(path) === home ? -1 : path.split("/").length);
  const found = paths.filter((path) => name.test(baseName(path)));
  return found.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
