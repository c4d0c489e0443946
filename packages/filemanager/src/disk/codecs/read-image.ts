import type { AllocatePixels, StoredImage } from "@ohcs/context";
import type { ByteSource } from "./byte-source.ts";
import { isPng } from "./png/png-chunks.ts";
import { readPng, readPngHeader } from "./png/read-png.ts";
import { readTiff, readTiffHeader, type TiffHeader } from "./tiff/read-tiff.ts";

/**
 * One page of a TIFF or PNG, distinguished by its first bytes; a TIFF is decoded into what `allocate` returns.
 * @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`
 */
export async function readImage(source: ByteSource, page: number, allocate?: AllocatePixels): Promise<StoredImage> {
  return (await isPng(source)) ? readPng(source, page) : readTiff(source, page, allocate);
}

/** The header of a TIFF or PNG, without its pixels. */
export async function readHeader(source: ByteSource): Promise<TiffHeader> {
  return (await isPng(source)) ? readPngHeader(source) : readTiffHeader(source);
}
