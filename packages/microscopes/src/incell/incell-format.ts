import type { MicroscopeFormat } from "../format/microscope-format.ts";
import {
  companionsNamed,
  fractionNamed,
  type NamedPlane,
  readByName,
  refuseSeveralFolders,
} from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt } from "../grammar/well-at.ts";
import { compareListing } from "../manifest/compare-listing.ts";
import { orientationOf, oriented } from "../manifest/orient.ts";
import { baseName, isImagePath, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { readXdce, type XdceFile, type XdceImage } from "./read-xdce.ts";

/** `B - 03(fld 1 wv DAPI - DAPI z 2 tm 1).tif`; in newer programs a folder for each well or wave lies above it. */
const NAME =
  /^(?<row>A[A-F]|[A-Z]) - (?<col>\d{1,2})\(fld (?<site>\d{1,6})(?: wv (?<ch>.+?))?(?: z (?<z>\d{1,6}))?(?: tm (?<t>\d{1,6}))?\)\.tiff?$/i;
const XDCE = /\.xdce$/i;
/** 0.5 to 1 kB for each image: 260,000 images at least. */
const MAX_XDCE_BYTES = 2 ** 28;

/** Plates of IN Cell Analyzer. */
export const inCellFormat: MicroscopeFormat = {
  name: "inCell",
  version: "1.0.0",
  summary: "Cytiva (GE Healthcare, Molecular Devices) IN Cell Analyzer: images with an .xdce file",
  recognizes: (paths) => fractionNamed(paths, NAME),
  companions: (paths) => companionsNamed(paths, XDCE, NAME).slice(0, 1),
  maxCompanionBytes: MAX_XDCE_BYTES,
  read: (files, companions) => {
    const { named, unmatched } = readByName(files, NAME);
    const [companion] = companions;
    if (companion === undefined) return plain(named, unmatched);
    const [path, bytes] = companion;
    const xdce = readXdce(bytes);
    if (!("problem" in xdce))
      return withXdce(
        files.filter((file) => isImagePath(file.path)),
        named,
        xdce,
        path,
      );
    const message = `'${path}' cannot be read: ${xdce.problem}`;
    const { notices, ...reading } = plain(named, unmatched);
    return { ...reading, notices: [notice("METADATA_UNREADABLE", message, [path]), ...notices] };
  },
};

/** Channels by their texts in names, since nothing numbers them. */
function plain(named: readonly NamedPlane[], unmatched: readonly string[]): PlateReading {
  refuseSeveralFolders(named);
  return { planes: named.map(({ plane }) => plane), notices: unmatchedNotices(unmatched) };
}

/** The `.xdce` file numbers everything, and decides; names that say otherwise are noticed. */
function withXdce(
  files: readonly Pick<PlaneFile, "path" | "bytes" | "mtimeMs">[],
  named: readonly NamedPlane[],
  { images, channels, plateFormat, objective, pixelSizeUm }: XdceFile,
  path: string,
): PlateReading {
  const orientation = orientationOf([...images.values()].flatMap(placedOf));
  const planes = files.flatMap((file) => planeOf(file, images.get(baseName(file.path)), orientation));
  const own = new Set(planes.map((plane) => plane.path));
  const names = new Map(named.map(({ plane }) => [plane.path, plane]));
  const contradicts = (image: XdceImage, plane: PlaneFile) => isElsewhere(image, names.get(plane.path) ?? plane);
  return {
    planes,
    notices: [
      ...compareListing({ path, planes, listed: images, contradicts }),
      ...unmatchedNotices(files.map((file) => file.path).filter((file) => !own.has(file))),
    ],
    description: { channels, plateFormat, objective, pixelSizeUm, pixelSizePath: path },
  };
}

/** Images of which the file states no well or no field are none of the plate's planes. */
function planeOf(
  file: Pick<PlaneFile, "path" | "bytes" | "mtimeMs">,
  image: XdceImage | undefined,
  orientation: ReturnType<typeof orientationOf>,
): readonly PlaneFile[] {
  const well = image === undefined ? null : wellAt(image.row, image.column);
  if (image === undefined || well === null || image.site === null || image.channel === null) return [];
  const { site, channel, zUm, x, y } = image;
  const position = x === null || y === null ? null : oriented({ x, y }, orientation);
  const coordinates = { well, site, channel, zIndex: image.zIndex ?? 1, timepoint: image.timepoint ?? 1 };
  return [{ ...file, ...coordinates, page: 0, position, zUm }];
}

function placedOf({ row, column, x, y }: XdceImage) {
  return row === null || column === null || x === null || y === null ? [] : [{ row, column, x, y }];
}

function isElsewhere({ row, column, site }: XdceImage, named: PlaneFile): boolean {
  return (wellAt(row, column) ?? named.well) !== named.well || (site ?? named.site) !== named.site;
}
