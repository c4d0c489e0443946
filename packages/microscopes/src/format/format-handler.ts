import {
  countOf,
  type DefinedHandler,
  defineHandler,
  type OpenPlateOptions,
  type PlateManifest,
  type PlateReader,
  type Recognition,
  type SourceHeader,
  type SourceListing,
} from "@ohcs/context";
import { fail } from "../errors.ts";
import { buildManifest } from "../manifest/build-manifest.ts";
import { orderPlanes, refuseClashes } from "../manifest/order-planes.ts";
import { baseName, isImagePath, type PlaneFile, type PlaneHeader } from "../manifest/plate-reading.ts";
import { type HeaderOptions, readHeaders } from "../manifest/read-headers.ts";
import { planesInFiles } from "../stack/planes-in-files.ts";
import type { MicroscopeFormat } from "./microscope-format.ts";

const MAX_COMPANION_BYTES = 64 * 2 ** 20;
/** Longer than file systems allow. */
const LONGEST_PATH = 4096;
const ABOVE = /(?:^|\/)\.{0,2}(?:\/|$)|\0/;
/** Every handler that is asked sees the same one. */
const sound = new WeakSet<SourceListing>();
const ZARR_ABOVE = /^((?:[^/]+\/)*?[^/]+\.zarr)\//i;

/** The handler of a format; it takes no options. */
export function formatHandler(format: MicroscopeFormat): DefinedHandler {
  const { name, version, summary } = format;
  return defineHandler({
    name,
    version,
    summary,
    create: (options: unknown) => {
      refuseOptions(name, options);
      return {
        recognizes: async (reader, signal) => {
          const { files } = await soundListing(reader, signal);
          return files.length === 0
            ? 0
            : recognitionBy(
                format,
                files.map(({ path }) => path),
              );
        },
        open: (reader, open = {}) => openFormat(format, reader, open),
      };
    },
  });
}

/** The score of a format, and what it is from. */
function recognitionBy({ recognizes, companions }: MicroscopeFormat, paths: readonly string[]): Recognition {
  const score = recognizes(paths);
  if (!(score > 0)) return { score, reason: "no image by name", hasMetadata: false };
  const images = paths.filter(isImagePath).length;
  const found = companions?.(paths) ?? [];
  const named = `${Math.round(score * images)} of ${countOf(images, "image")} by name`;
  const metadata = found.length === 0 ? "" : `, and '${found.slice(0, 3).map(baseName).join("', '")}'`;
  return { score, reason: `${named}${metadata}`, hasMetadata: found.length > 0 };
}

/** Opens a plate of `format`: names and metadata files first, then headers. */
async function openFormat(
  format: MicroscopeFormat,
  reader: PlateReader,
  { headers: policy = "sample", acquisition, pages, signal }: OpenPlateOptions,
): Promise<PlateManifest> {
  const { root, name: plateId } = reader;
  if (acquisition !== undefined) throw acquisitionOfFiles(root, acquisition);
  const listing = await soundListing(reader, signal);
  if (!listing.files.some(({ path }) => isImagePath(path))) throw emptyPlate(root, listing);
  const { planes: found, ...reading } = format.read(listing.files, await companionsOf(format, reader, listing, signal));
  if (found.length === 0) throw nothingFor(format, root, listing);
  const ordered = orderPlanes(found);
  if (format.pages === undefined) refuseClashes(ordered);
  const sampling = { reader, format, policy, signal };
  const { planes, headers } =
    format.pages === undefined
      ? await planesInFiles(ordered, sampling, pages ?? null)
      : await pagesOf(found, format, sampling);
  const own = { ...reading, planes };
  return buildManifest({ plateId, root, handler: format.name, reading: own, headers, notices: listing.notices });
}

/**
 * The listing of a reader, checked before any expression of a format is applied. @throws `PLATE_UNREADABLE` for paths
 * that cannot exist in a folder
 */
export async function soundListing(reader: PlateReader, signal: AbortSignal | undefined): Promise<SourceListing> {
  const listing = await reader.list(signal);
  if (sound.has(listing)) return listing;
  const wrong = listing.files.find(({ path }) => path.length > LONGEST_PATH || ABOVE.test(path));
  if (wrong === undefined) sound.add(listing);
  if (wrong === undefined) return listing;
  const shown = wrong.path.slice(0, 100);
  const message = `Cannot open plate '${reader.root}': the path '${shown}' is not below it, or has more than ${LONGEST_PATH} characters`;
  throw fail("PLATE_UNREADABLE", message, { details: { root: reader.root, path: shown } });
}

async function companionsOf(
  { companions, maxCompanionBytes = MAX_COMPANION_BYTES }: MicroscopeFormat,
  reader: PlateReader,
  { files }: SourceListing,
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const options = { maxBytes: maxCompanionBytes, ...(signal === undefined ? {} : { signal }) };
  for (const path of companions?.(files.map((file) => file.path)) ?? [])
    contents.set(path, await reader.readBytes(path, options));
  return contents;
}

/** The planes in the pages of all files; one that cannot be read keeps what its name states. */
async function pagesOf(
  found: readonly PlaneFile[],
  format: MicroscopeFormat,
  sampling: HeaderOptions,
): Promise<{ readonly planes: readonly PlaneFile[]; readonly headers: ReadonlyMap<string, PlaneHeader> }> {
  const { reader } = sampling;
  if (reader.readHeader === null) throw needsHeaders(format, reader.root);
  const read = new Map<string, SourceHeader>();
  const headers = await readHeaders(found, { ...sampling, policy: "all" }, (path, header) => read.set(path, header));
  const planes = found.flatMap((plane) => {
    const header = read.get(plane.path);
    return header === undefined ? [plane] : (format.pages?.(plane, header) ?? [plane]);
  });
  return { planes, headers };
}

/** Checks that no options are given to a handler that takes none. @throws `HANDLER_OPTIONS_INVALID` */
export function refuseOptions(name: string, options: unknown): void {
  if (Object.keys(options ?? {}).length === 0) return;
  const message = `Cannot use handler '${name}': expected no options, got '${JSON.stringify(options)}'`;
  throw fail("HANDLER_OPTIONS_INVALID", message, { details: { handler: name } });
}

/** The error for an acquisition that was chosen of a plate that lists none. */
export function acquisitionOfFiles(root: string, acquisition: number): Error {
  const message = `Cannot open plate '${root}': a plate of files has no acquisitions, but '${acquisition}' was chosen`;
  return fail("ACQUISITION_UNSUPPORTED", message, { details: { root, acquisition } });
}

function needsHeaders({ name }: MicroscopeFormat, root: string): Error {
  const message = `Cannot open plate '${root}': handler '${name}' needs a reader of image headers`;
  return fail("PLATE_UNRECOGNIZED", message, {
    details: { root, handler: name },
    remedy: "Pass 'readHeader', such as 'readImageHeader' of '@ohcs/filemanager/disk'.",
  });
}

/** The error for a folder without images; with the path of an OME-Zarr hierarchy in it, if there is one. */
export function emptyPlate(root: string, { files }: SourceListing): Error {
  const [first] = files;
  const got = first === undefined ? "none" : `${countOf(files.length, "other file")} such as '${baseName(first.path)}'`;
  const message = `Cannot open plate '${root}': expected TIFF or PNG images, got ${got}`;
  const remedy = remedyFor(
    files.map(({ path }) => path),
    root,
  );
  return fail("PLATE_EMPTY", message, { details: { root }, ...(remedy !== null && { remedy }) });
}

const OTHER_IMAGES = [
  [
    /\.jpe?g$/i,
    "JPEG has changed the intensities and is not read: export the images as TIFF or PNG from the microscope's software.",
  ],
  [
    /\.(?:czi|nd2|lif|oi[rbf]|vsi|lsm|stk|dv)$/i,
    "Such files are not read: convert them to OME-TIFF or OME-Zarr first, for example with Bio-Formats.",
  ],
  [/\.(?:zip|gz|tar|7z)$/i, "Unpack the archive, and pass the folder with its images."],
] as const;

/** What to do about the files that lie where images were expected; null where nothing is known about them. */
function remedyFor(paths: readonly string[], root: string): string | null {
  const zarr = paths.map((path) => ZARR_ABOVE.exec(path)?.[1]).find((path) => path !== undefined);
  if (zarr !== undefined) return `It contains an OME-Zarr hierarchy: pass '${root}/${zarr}' if that is the plate.`;
  return OTHER_IMAGES.find(([ending]) => paths.some((path) => ending.test(path)))?.[1] ?? null;
}

function nothingFor({ name }: MicroscopeFormat, root: string, { files }: SourceListing): Error {
  const message = `Cannot open plate '${root}': handler '${name}' finds no plane in ${countOf(files.length, "file")}`;
  return fail("HANDLER_MATCHES_NOTHING", message, { details: { root, handler: name } });
}
