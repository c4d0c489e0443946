/**
 * The disk backend (Node only): TIFF, PNG, CSV, Parquet and JSON files below one folder.
 *
 * A save writes a temporary file beside the target, syncs it, puts it in place by one rename and syncs the directory:
 * after a crash at any instant there is the old file or the new one, whole, as far as the device honours fsync.
 */

export { listObjects } from "../objects/list-objects.ts";
export { ObjectFiles } from "../objects/object-files.ts";
export { checkedObjectUrl, isObjectUrl } from "../objects/object-url.ts";
export { parseCsvWithLines } from "../table/csv.ts";
export { writeBytesAtomically, writeTextAtomically } from "./atomic-write.ts";
export type { TiffOptions } from "./codecs/tiff/encode-tiff.ts";
export type { TiffHeader } from "./codecs/tiff/read-tiff.ts";
export { DiskBackend, diskBackend } from "./disk-backend.ts";
export type { DiskOptions } from "./disk-options.ts";
export type { FileSystem } from "./file-system.ts";
export { ImageXpressBackend, type ImageXpressOptions, imageXpressBackend } from "./imagexpress/imagexpress-backend.ts";
export type { ImageXpressPlate } from "./imagexpress/imagexpress-plate.ts";
export { readImageHeader } from "./read-image-header.ts";
export { type SweepOptions, sweepTemporaries } from "./sweep-temporaries.ts";
