/**
 * The Zarr backend (Node only): images in OME-NGFF plates, or in arrays of their own, below one folder.
 */
export type { NgffVersion } from "./array/array-layout.ts";
export type { ChunkCodec } from "./codecs/chunk-codec.ts";
export { ZarrBackend, zarrBackend } from "./zarr-backend.ts";
export type { ZarrOptions } from "./zarr-options.ts";
