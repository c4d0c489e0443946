import type { StoredImage } from "@ohcs/context";
import type { ByteSource } from "./byte-source.ts";
import { unreadable } from "./image-errors.ts";
import { isPng } from "./png/png-chunks.ts";
import { readPng, readPngHeader } from "./png/read-png.ts";
import type { PageOptions } from "./tiff/read-page.ts";
import { readTiff, readTiffHeader, type TiffHeader } from "./tiff/read-tiff.ts";

/**
 * One page of a TIFF or PNG, or one sample of a TIFF's, distinguished by its first bytes; a TIFF is decoded into what
 * `allocate` returns.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`
 */
export async function readImage(source: ByteSource, page: number, options: PageOptions = {}): Promise<StoredImage> {
  if (!(await isPng(source))) return readTiff(source, page, options);
  if ((options.sample ?? 0) !== 0)
    throw unreadable(source.path, "the only sample of a PNG", `sample ${options.sample}`);
  return readPng(source, page);
}

/** The header of a TIFF or PNG, without its pixels. */
export async function readHeader(source: ByteSource): Promise<TiffHeader> {
  return (await isPng(source)) ? readPngHeader(source) : readTiffHeader(source);
}
