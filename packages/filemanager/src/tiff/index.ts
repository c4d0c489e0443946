/**
 * TIFFs in memory, decoded anywhere: in pages too, by the code that reads those on disk. Everything that
 * `@ohcs/filemanager/disk` reads but JPEG.
 *
 * ```ts
 * const { data, shape } = await decodeTiff(new Uint8Array(await file.arrayBuffer()), { path: file.name });
 * ```
 */
export type { TiffHeader } from "../disk/codecs/tiff/read-tiff.ts";
export { type DecodeTiffOptions, decodeTiff, decodeTiffHeader } from "./decode-tiff.ts";
