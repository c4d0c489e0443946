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
import { baseName, type PlaneFile, type PlateReading } from "../manifest/plate-reading.ts";
import { notice } from "../notices.ts";
import { type IndexedImage, type PhenixIndex, readIndex } from "./read-index.ts";

/** `r02c03f01p01-ch1sk1fk1fl1.tiff`: row, column, field, plane, channel, time. */
const NAME =
  /^r(?<row>\d{1,2})c(?<col>\d{1,2})f(?<site>\d{1,6})p(?<z>\d{1,6})-ch(?<ch>\d{1,3})sk(?<t>\d{1,6})fk(?<fk>\d{1,3})fl(?<fl>\d{1,3})\.tiff?$/i;
const INDEX = /^Index(?:\.(?:idx|ref))?\.xml$/i;
/** 2.2 kB for each image in Harmony 5: 240,000 images. */
const MAX_INDEX_BYTES = 2 ** 29;

/** Plates of Opera Phenix and Operetta, as Harmony writes and exports them. */
export const phenixFormat: MicroscopeFormat = {
  name: "operaPhenix",
  version: "1.0.0",
  summary: "Revvity (PerkinElmer) Opera Phenix and Operetta: images with Index.xml of Harmony 4 to 7",
  recognizes: (paths) => fractionNamed(paths, NAME),
  companions: (paths) => companionsNamed(paths, INDEX, NAME).slice(0, 1),
  maxCompanionBytes: MAX_INDEX_BYTES,
  read: (files, companions) => {
    const { named, unmatched } = readByName(files, NAME);
    refuseSeveralFolders(named);
    const [companion] = companions;
    const reading = companion === undefined ? plain(named) : withIndex(named, companion);
    return { ...reading, notices: [...reading.notices, ...unmatchedNotices(unmatched)] };
  },
};

function plain(named: readonly NamedPlane[]): PlateReading {
  return { planes: named.map(({ plane }) => plane), notices: [] };
}

function withIndex(named: readonly NamedPlane[], [path, bytes]: readonly [string, Uint8Array]): PlateReading {
  const index = readIndex(bytes);
  if ("problem" in index) {
    const message = `'${path}' cannot be read as an index: ${index.problem}`;
    return { ...plain(named), notices: [notice("METADATA_UNREADABLE", message, [path])] };
  }
  const planes = named.map(({ plane }) => describedBy(plane, index));
  return {
    planes,
    notices: compareListing({ path, planes, listed: index.images, contradicts }),
    description: {
      pixelSizePath: path,
      channels: index.channels,
      objective: index.objective,
      startedAtMs: index.startedAtMs,
      plateFormat: index.plateFormat,
      announced: { wells: wellsOf(index) },
    },
  };
}

function describedBy(plane: PlaneFile, { images }: PhenixIndex): PlaneFile {
  const image = images.get(baseName(plane.path));
  if (image === undefined) return plane;
  const { position, zUm, acquiredAtMs, pixelSizeUm } = image;
  return { ...plane, position, zUm, acquiredAtMs, pixelSizeUm };
}

/** Times are not compared: `TimepointID` counts from 0, names from `sk1`. */
function contradicts({ row, column, field, plane, channel }: IndexedImage, named: PlaneFile): boolean {
  const differs = <Value>(stated: Value | null, own: Value) => stated !== null && stated !== own;
  return (
    differs(wellAt(row, column), named.well) ||
    differs(field, named.site) ||
    differs(plane, named.zIndex) ||
    differs(channel, named.channel)
  );
}

function wellsOf({ wells }: PhenixIndex): readonly string[] {
  return wells.flatMap(([row, column]) => wellAt(row, column) ?? []);
}
