import type { Diagnostic } from "@ohcs/context";
import type { MicroscopeFormat } from "../format/microscope-format.ts";
import { companionsNamed, fractionNamed, readByName, refuseSeveralFolders } from "../grammar/read-by-name.ts";
import { unmatchedNotices } from "../grammar/read-by-pattern.ts";
import { wellAt } from "../grammar/well-at.ts";
import { type CompanionReading, compareListing, readCompanion, type StatedPlace } from "../manifest/compare-listing.ts";
import type { PlaneFile, PlateDescription } from "../manifest/plate-reading.ts";
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
    const { content: index, notices } = readCompanion(companions, INDEX, readIndex);
    const { planes, unmatched } = readByName(files, NAME, { factsOf: (name) => index?.images.get(name) });
    refuseSeveralFolders(planes);
    return {
      planes,
      notices: [...notices, ...differences(planes, index), ...unmatchedNotices(unmatched)],
      ...(index === null ? {} : { description: descriptionOf(index) }),
    };
  },
};

type Index = CompanionReading<PhenixIndex>["content"];

function differences(planes: readonly PlaneFile[], index: Index): readonly Diagnostic[] {
  return index === null ? [] : compareListing(index.path, planes, index.images, placeOf);
}

function descriptionOf(index: NonNullable<Index>): PlateDescription {
  const { path, channels, objective, startedAt, plateFormat } = index;
  return { path, channels, objective, startedAt, plateFormat, announced: { wells: wellsOf(index) } };
}

/** Times are not compared: `TimepointID` counts from 0, names from `sk1`. */
function placeOf({ row, column, field, plane, channel }: IndexedImage): StatedPlace {
  return { well: wellAt(row, column), site: field, zIndex: plane, channel };
}

function wellsOf({ wells }: PhenixIndex): readonly string[] {
  return wells.flatMap(([row, column]) => wellAt(row, column) ?? []);
}
