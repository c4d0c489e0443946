import {
  countOf,
  type DefinedHandler,
  type Diagnostic,
  defineHandler,
  type OpenPlateOptions,
  type PlateManifest,
  type PlateReader,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { acquisitionOfFiles, emptyPlate, refuseOptions, soundListing } from "../format/format-handler.ts";
import { fractionNamed } from "../grammar/read-by-name.ts";
import { buildManifest } from "../manifest/build-manifest.ts";
import { orderPlanes } from "../manifest/order-planes.ts";
import {
  agreed,
  isImagePath,
  type PlaneFile,
  type PlaneHeaders,
  type PlateDescription,
} from "../manifest/plate-reading.ts";
import { readHeaders } from "../manifest/read-headers.ts";
import { noticesAbout } from "../notices.ts";
import { earliestOf } from "../text/read-xml.ts";
import { type PlacedFiles, type PlacedPlane, placeFiles, planesOnPlate } from "./place-files.ts";

const NAME = "omeTiff";
const IMAGE = /\.ome\.(?:tiff?|btf)$/i;
const COMPANION = /\.companion\.ome$/i;

/**
 * The handler of OME-TIFF plates, their metadata in the files or in companions: planes by `TiffData`, wells by `Plate`, or
 * by the labels of places that Micro-Manager gives (`A1-Site_0`).
 */
export const omeTiff: DefinedHandler = defineHandler({
  name: NAME,
  version: "1.0.0",
  summary: "OME-TIFF: plates with wells in OME-XML, or stacks of Micro-Manager's HCS sites",
  create: (options: unknown) => {
    refuseOptions(NAME, options);
    return {
      recognizes: async (reader, signal) => {
        const paths = (await soundListing(reader, signal)).files.map(({ path }) => path);
        const [score, hasMetadata] = [fractionNamed(paths, IMAGE), paths.some((path) => COMPANION.test(path))];
        return { score, hasMetadata, reason: `${Math.round(100 * score)} % of the images are called '.ome.tif'` };
      },
      open: (reader, open = {}) => openOme(reader, open),
    };
  },
});

/** @throws `PLATE_UNRECOGNIZED` where nothing states wells, and errors of `buildManifest` */
async function openOme(
  reader: PlateReader,
  { headers: policy = "sample", acquisition, signal }: OpenPlateOptions,
): Promise<PlateManifest> {
  const { root, name: plateId } = reader;
  if (acquisition !== undefined) throw acquisitionOfFiles(root, acquisition);
  const listing = await soundListing(reader, signal);
  if (!listing.files.some(({ path }) => isImagePath(path))) throw emptyPlate(root, listing);
  const placed = await placeFiles(listing.files, reader, signal);
  const { planes: found, homeless } = planesOnPlate(placed.planes);
  if (found.length === 0) throw withoutWells(root, placed, homeless);
  const headers = await readHeaders(orderPlanes(found), { reader, format: {}, policy, signal });
  const planes = found.filter(({ path, page }) => page < pagesOf(headers, path));
  const beyond = new Set(found.filter(({ path, page }) => page >= pagesOf(headers, path)).map(({ path }) => path));
  const notices = [...listing.notices, ...noticesOf(placed, homeless, [...beyond])];
  const reading = { planes, notices: [], description: describeOme(placed.planes, planes) };
  return buildManifest({ plateId, root, handler: NAME, reading, headers, notices });
}

function pagesOf(headers: PlaneHeaders, path: string): number {
  return headers.get(path)?.header?.pages ?? Number.POSITIVE_INFINITY;
}

function noticesOf(
  { missing, unmatched, damaged }: PlacedFiles,
  homeless: readonly string[],
  beyond: readonly string[],
): readonly Diagnostic[] {
  const lost = [...unmatched, ...homeless];
  return [
    ...noticesAbout("FILES_MISSING", missing, (n) => `Did not find ${n("file")} that OME-XML names`),
    ...noticesAbout("FILES_UNMATCHED", lost, (n) => `Ignored ${n("file")} that no OME-XML places in a well`),
    ...noticesAbout(
      "METADATA_UNREADABLE",
      damaged,
      (n) => `The OME-XML in ${n("file")} cannot be read, or contradicts itself`,
    ),
    ...noticesAbout("METADATA_CONTRADICTS", beyond, (n) => `OME-XML names pages that ${n("file")} does not have`),
  ];
}

function withoutWells(root: string, { planes, damaged }: PlacedFiles, homeless: readonly string[]): Error {
  const got =
    damaged.length > 0
      ? `OME-XML that cannot be read in '${damaged[0]}'`
      : `${countOf(planes.length, "plane")} in no well`;
  const message = `Cannot open plate '${root}': expected OME-XML that states wells, got ${got}`;
  return fail("PLATE_UNRECOGNIZED", message, {
    details: { root, handler: NAME, examples: (homeless.length > 0 ? homeless : damaged).slice(0, 5) },
    remedy: "Pass a pattern for the wells in the names of files: the pages of each are placed by its OME-XML.",
  });
}

/** What all documents of a plate say together; null where they do not agree. */
function describeOme(placed: readonly PlacedPlane[], planes: readonly PlaneFile[]): PlateDescription {
  const images = [...new Set(placed.map(({ image }) => image))];
  const documents = [...new Set(placed.map(({ document }) => document))];
  const starts = images.flatMap(({ startedAt }) => startedAt ?? []);
  const imaged = new Set(planes.map(({ well }) => well));
  const wells = documents.flatMap((document) => document.wells).filter((well) => !imaged.has(well));
  const intervalS = agreed(images.map((image) => image.intervalS));
  const zStepUm = agreed(images.map((image) => image.zStepUm));
  return {
    ...(zStepUm === null ? {} : { zStepUm }),
    ...(intervalS === null ? {} : { intervalS }),
    objective: agreed(documents.map(({ objective }) => objective)),
    startedAt: earliestOf(starts),
    plateFormat: agreed(documents.map(({ plateFormat }) => plateFormat)),
    announced: { wells: [...new Set(wells)] },
  };
}
