import type { StoredImage } from "@ohcs/context";
import type { ByteSource } from "../disk/codecs/byte-source.ts";
import { truncated } from "../disk/codecs/image-errors.ts";
import { readTiff, readTiffHeader, type TiffHeader } from "../disk/codecs/tiff/read-tiff.ts";
import { NEUTRAL_PLATFORM } from "./neutral-platform.ts";

export interface DecodeTiffOptions {
  /** From 0. @default 0 */
  readonly page?: number;
  /** The number of a sample, from 0; only for pages with several. */
  readonly sample?: number;
  /** What errors call the file. @default "image.tif" */
  readonly path?: string;
}

/**
 * One page of a TIFF, or one sample of it, `[y, x]`, from the bytes of the file. @throws `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`,
 * `IMAGE_UNSUPPORTED`
 */
export function decodeTiff(
  bytes: Uint8Array,
  { page = 0, sample, path }: DecodeTiffOptions = {},
): Promise<StoredImage> {
  return readTiff(sourceOf(bytes, path), page, { sample });
}

/** The header of the first page, the number of pages and the description. @throws as {@link decodeTiff} */
export function decodeTiffHeader(
  bytes: Uint8Array,
  { path }: Pick<DecodeTiffOptions, "path"> = {},
): Promise<TiffHeader> {
  return readTiffHeader(sourceOf(bytes, path));
}

function sourceOf(bytes: Uint8Array, path = "image.tif"): ByteSource {
  const part = (offset: number, length: number) => {
    if (offset + length > bytes.length)
      throw truncated(path, `${length} bytes at byte ${offset}`, `a file of ${bytes.length} bytes`);
    return bytes.subarray(offset, offset + length);
  };
  return {
    path,
    size: bytes.length,
    platform: NEUTRAL_PLATFORM,
    read: async (offset, length) => part(offset, length),
    readInto: async (offset, target) => target.set(part(offset, target.length)),
  };
}
