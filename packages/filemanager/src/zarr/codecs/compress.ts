import { promisify } from "node:util";
import * as zlib from "node:zlib";
import type { ChunkCodec } from "./chunk-codec.ts";
import { loadZstd } from "./zstd.ts";

/** The bytes of a chunk as its codec stores them, at once or later; the chunk stays as it is until then. */
export type EncodeChunk = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>;

const gzip = promisify(zlib.gzip) as (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Uint8Array>;

/**
 * The encoder of a codec: beside this thread, or in it where `isHere` asks for that and there is such an encoder. Threads of the
 * runtime's pool are of use as long as a core is free for them; else each chunk costs a change of threads, there and back.
 */
export async function chunkEncoder({ name, level }: ChunkCodec, isHere: boolean): Promise<EncodeChunk> {
  if (name === "none") return (bytes) => bytes;
  if (name === "gzip") return isHere ? (bytes) => zlib.gzipSync(bytes, { level }) : (bytes) => gzip(bytes, { level });
  const { compress, compressHere } = await loadZstd();
  return isHere && compressHere !== null ? (bytes) => compressHere(bytes, level) : (bytes) => compress(bytes, level);
}
