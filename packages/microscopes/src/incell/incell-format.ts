import type { SourceFile } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt } from "../grammar/well-at.ts";
import { compareListing, readCompanion, type StatedPlace } from "../manifest/compare-listing.ts";
import { orientationOf, oriented } from "../manifest/orient.ts";
import { baseName, isImagePath, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
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
    const { planes: named, unmatched } = readByName(files, NAME);
    const { content: xdce, notices } = readCompanion(companions, XDCE, readXdce);
    if (xdce !== null) return withXdce(files, named, xdce);
    refuseSeveralFolders(named);
    // Channels by their texts in names, since nothing numbers them.
    return { planes: named, notices: [...notices, ...unmatchedNotices(unmatched)] };
  },
};

/** The `.xdce` file numbers everything, and decides; names that say otherwise are noticed. */
function withXdce(
  files: readonly SourceFile[],
  named: readonly PlaneFile[],
  xdce: XdceFile & { readonly path: string },
): PlateReading {
  const { images, channels, plateFormat, objective, pixelSizeUm, path } = xdce;
  const orientation = orientationOf([...images.values()].flatMap(placedOf));
  const own = files.filter((file) => isImagePath(file.path));
  const planes = own.flatMap((file) => planeOf(file, images.get(baseName(file.path)), orientation));
  const placed = new Set(planes.map((plane) => plane.path));
  const names = new Map(named.map((plane) => [plane.path, plane]));
  return {
    planes,
    notices: [
      ...compareListing(
        path,
        planes.map((plane) => names.get(plane.path) ?? plane),
        images,
        placeOf,
      ),
      ...unmatchedNotices(own.map((file) => file.path).filter((file) => !placed.has(file))),
    ],
    description: { channels, plateFormat, objective, pixelSizeUm, path },
  };
}

/** Images of which the file states no well or no field are none of the plate's planes. */
function planeOf(
  file: SourceFile,
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

/** Names do not number the rest. */
function placeOf({ row, column, site }: XdceImage): StatedPlace {
  return { well: wellAt(row, column), site };
}
