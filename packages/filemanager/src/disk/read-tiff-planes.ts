import type { ByteSource } from "./codecs/byte-source.ts";
import { readTiffHeader } from "./codecs/tiff/read-tiff.ts";
import type { TiffPlane } from "./codecs/tiff/tiff-plane.ts";
import { nodeFileSystem } from "./file-system.ts";
import { withFileBytes } from "./open-file.ts";
import { storageError } from "./storage-error.ts";

/**
 * Which channel, z and timepoint each page of a TIFF on disk is, from ImageJ's description or OME-XML, ordered by page;
 * null if the file does not state it. Reads headers, no pixels: `load(path, { page })` returns a plane.
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
  // Its parser has a dozen packages, which workers that only load images do not need.
  const { omePlanes } = await import("./codecs/tiff/ome-planes.ts");
  return omePlanes(description, pages, source.path);
}

/**
 * The planes that the lines `channels=`, `slices=` and `frames=` of ImageJ describe: channels vary fastest, then
 * slices, then frames. A stack that states none of these consists of slices. Null if the numbers do not multiply to
 * `pages`.
 */
export function imagejHyperstack(description: string, pages: number): TiffPlane[] | null {
  const stated = ["channels", "slices", "frames"].map((name) => countOf(description, name));
  const [channels, slices, frames] = stated.map((count) => count ?? 1);
  if (channels === undefined || slices === undefined || frames === undefined) return null;
  const isPlain = stated.every((count) => count === null);
  if (!isPlain && channels * slices * frames !== pages) return null;
  return Array.from({ length: pages }, (_, page) => ({
    page,
    image: 1,
    channel: isPlain ? 1 : 1 + (page % channels),
    zIndex: isPlain ? 1 + page : 1 + (Math.floor(page / channels) % slices),
    timepoint: isPlain ? 1 : 1 + Math.floor(page / (channels * slices)),
  }));
}

function countOf(description: string, name: string): number | null {
  const text = new RegExp(`^${name}=(\\d+)\\s*$`, "m").exec(description)?.[1];
  return text === undefined ? null : Number(text);
}
