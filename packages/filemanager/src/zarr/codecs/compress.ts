import { promisify } from "node:util";
import * as zlib from "node:zlib";
import type { ChunkCodec } from "./chunk-codec.ts";
import { loadZstd } from "./zstd.ts";

const gzip = promisify(zlib.gzip) as (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Uint8Array>;

/** The bytes of a chunk as a codec stores them. */
export async function compress({ name, level }: ChunkCodec, bytes: Uint8Array): Promise<Uint8Array> {
  if (name === "none") return bytes;
  if (name === "gzip") return gzip(bytes, { level });
  return (await loadZstd()).compress(bytes, level);
}
