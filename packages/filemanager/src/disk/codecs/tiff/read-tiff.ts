import type { ImageHeader, StoredImage } from "@ohcs/context";
import type { ByteSource } from "../byte-source.ts";
import { unreadable, unsupported } from "../image-errors.ts";
import { pixelSizeOf } from "./calibration.ts";
import {
  type Directory,
  readDirectory,
  readFormat,
  readLink,
  readNumbers,
  readRational,
  readText,
  type TiffFormat,
} from "./directory.ts";
import { imagejPlane, imagejPlanes } from "./imagej-stack.ts";
import { readPageLayout } from "./page-layout.ts";
import { type PageOptions, readSample } from "./read-page.ts";
import { FIELD, TAG } from "./tags.ts";

/** The header of a TIFF. */
export interface TiffHeader extends ImageHeader {
  /** The text of `ImageDescription` (OME-XML, MetaSeries XML, ImageJ's lines), or null. */
  readonly description: string | null;
  /** Pixel size in µm where the file states one, else null. */
  readonly pixelSizeUm: number | null;
  /** Samples of a pixel, 3 in RGB; each is loaded by its number. @default 1 */
  readonly samples?: number;
}

const MOST_PAGES = 1 << 16;

/**
 * The header of the first page and the number of pages, without reading pixels; strips and tiles are checked against the
 * length of the file. @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`
 */
export async function readTiffHeader(source: ByteSource): Promise<TiffHeader> {
  const format = await readFormat(source);
  const directory = await readDirectory(source, format, format.first);
  const layout = await readPageLayout(source, format, directory);
  const calibration = await readCalibration(source, format, directory);
  const chain = directory.next === 0 ? 1 : await countDirectories(source, format);
  const pages = chain > 1 ? chain : imagejPlanes(layout, calibration.description, source.size);
  if (pages > MOST_PAGES) throw tooManyPages(source);
  const { interleaved, height, samples, sample } = layout;
  const width = layout.width / interleaved;
  return { width, height, dtype: sample.dtype, pages, ...calibration, ...(samples > 1 ? { samples } : {}) };
}

/**
 * One page of a TIFF, `[y, x]`, or one sample of it. @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`
 */
export async function readTiff(source: ByteSource, page: number, options: PageOptions = {}): Promise<StoredImage> {
  const format = await readFormat(source);
  const { directory, plane } = await findPage(source, format, page);
  const first = await readPageLayout(source, format, directory);
  const { description, pixelSizeUm } = await readCalibration(source, format, directory);
  const planes = plane === 0 ? 1 : imagejPlanes(first, description, source.size);
  if (plane >= planes) throw unreadable(source.path, `a page below ${planes}`, `page ${page}`);
  const layout = plane === 0 ? first : imagejPlane(first, plane);
  const data = await readSample(source, { page, layout, littleEndian: format.littleEndian }, options);
  return { data, shape: [layout.height, layout.width / layout.interleaved], dtype: layout.sample.dtype, pixelSizeUm };
}

/** The directory of a page; with a single directory, the page may be an ImageJ plane that follows it. */
async function findPage(source: ByteSource, format: TiffFormat, page: number) {
  let pages = 0;
  for await (const offset of directoryOffsets(source, format)) {
    if (pages === page) return { directory: await readDirectory(source, format, offset), plane: 0 };
    pages++;
  }
  if (pages === 1 && Number.isInteger(page) && page > 0)
    return { directory: await readDirectory(source, format, format.first), plane: page };
  throw unreadable(source.path, `a page below ${pages}`, `page ${page}`);
}

async function countDirectories(source: ByteSource, format: TiffFormat): Promise<number> {
  let pages = 0;
  for await (const _ of directoryOffsets(source, format)) pages++;
  return pages;
}

/** Directories do not overlap: a chain of them that takes more bytes than the file has comes back to itself. */
async function* directoryOffsets(source: ByteSource, format: TiffFormat): AsyncGenerator<number> {
  let [pages, taken] = [0, 0];
  for (let offset = format.first; offset !== 0; pages++) {
    if (taken > source.size) throw unreadable(source.path, "a chain of directories", "a loop");
    if (pages === MOST_PAGES) throw tooManyPages(source);
    yield offset;
    const { next, bytes } = await readLink(source, format, offset);
    taken += bytes;
    offset = next;
  }
}

function tooManyPages(source: ByteSource): Error {
  return unsupported(source.path, `at most ${MOST_PAGES} pages`, "more");
}

async function readCalibration(source: ByteSource, format: TiffFormat, { fields }: Directory) {
  const text = fields.get(TAG.ImageDescription);
  const description = text?.type === FIELD.ascii ? await readText(source, text) : null;
  const resolution = fields.get(TAG.XResolution);
  const unit = fields.get(TAG.ResolutionUnit);
  const xResolution = resolution === undefined ? null : await readRational(source, format, resolution);
  const [resolutionUnit = null] = unit === undefined ? [] : await readNumbers(source, format, unit, 1);
  return { description, pixelSizeUm: pixelSizeOf({ description, xResolution, resolutionUnit }) };
}
