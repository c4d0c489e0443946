import type { ByteSource } from "./codecs/byte-source.ts";
import { imagejHyperstack } from "./codecs/tiff/imagej-hyperstack.ts";
import { readTiffHeader } from "./codecs/tiff/read-tiff.ts";
import type { TiffPlane } from "./codecs/tiff/tiff-plane.ts";
import { nodeFileSystem } from "./file-system.ts";
import { withFileBytes } from "./open-file.ts";
import { storageError } from "./storage-error.ts";

/**
 * Which channel, z and timepoint each page of a TIFF on disk is, from ImageJ's description or OME-XML, ordered by page;
 * null where the file does not say. Reads headers, no pixels: `load(path, { page })` gives a plane.
 * @throws `FILE_NOT_FOUND`, `IMAGE_UNREADABLE`, `IMAGE_TRUNCATED`, `IMAGE_UNSUPPORTED`, `STORAGE_…`
 */
export async function readTiffPlanes(absolutePath: string): Promise<readonly TiffPlane[] | null> {
  try {
    return await withFileBytes(nodeFileSystem, absolutePath, absolutePath, planesOf);
  } catch (error) {
    throw storageError(error, "read", absolutePath);
  }
}

async function planesOf(source: ByteSource): Promise<readonly TiffPlane[] | null> {
  const { description, pages } = await readTiffHeader(source);
  if (description?.startsWith("ImageJ=")) return imagejHyperstack(description, pages);
  if (description === null || !/<(?:\w+:)?OME\b/.test(description)) return null;
  // Its parser is a dozen of packages, which no worker needs that only loads images.
  const { omePlanes } = await import("./codecs/tiff/ome-planes.ts");
  return omePlanes(description, pages, source.path);
}
