/** Codecs of bytes for files of images. */
export { deflate } from "./deflate.ts";
export { decodeLzw, encodeLzw } from "./lzw.ts";
export { decodeZstd } from "./zstd.ts";
