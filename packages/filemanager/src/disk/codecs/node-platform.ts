import * as zlib from "node:zlib";
import { inflateSync } from "node:zlib";
import { allocateUninitialized } from "./allocate-uninitialized.ts";
import type { CodecPlatform, Decompress } from "./codec-platform.ts";
import { loadSharp } from "./load-sharp.ts";
import { MOST_OF_ZSTD, mostAttempted } from "./tiff/segment-codecs.ts";

type OneCall = (bytes: Uint8Array, options: { maxOutputLength: number; chunkSize: number }) => Uint8Array;

const SMALLEST_CHUNK = 64;
const LARGEST_BUFFER = 0x7ffffffe;

const zstd = (zlib as { zstdDecompressSync?: OneCall }).zstdDecompressSync;

/** Native zlib, and Zstandard from Node 22.15. */
export const NODE_PLATFORM: CodecPlatform = {
  inflate: bounded(inflateSync),
  zstd: zstd === undefined ? null : bounded(zstd, MOST_OF_ZSTD),
  decodeJpegPage,
  allocate: allocateUninitialized,
};

/** A colour profile would change the samples. */
async function decodeJpegPage(file: Uint8Array, page: number, samples: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return sharp(file, { page, failOn: "warning", ignoreIcc: true, limitInputPixels: LARGEST_BUFFER })
    .toColourspace(samples === 1 ? "b-w" : "srgb")
    .raw({ depth: "uchar" })
    .toBuffer();
}

/**
 * zlib allocates memory in chunks, and joins several. With one byte to spare the output is one chunk; only longer data,
 * such as a last strip that was stored at its full height, take a second attempt.
 */
function bounded(decompress: OneCall, mostPerByte?: number): Decompress {
  const attempted = (encoded: Uint8Array, most: number) =>
    decompress(encoded, { maxOutputLength: most, chunkSize: Math.max(SMALLEST_CHUNK, most + 1) });
  return (encoded, decoded, share) => {
    try {
      return copied(attempted(encoded, decoded.length), decoded);
    } catch (error) {
      const most = Math.min(mostAttempted(encoded, decoded, share, mostPerByte), LARGEST_BUFFER);
      const isLonger = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      if (!isLonger || most <= decoded.length) throw error;
      return copied(attempted(encoded, most), decoded);
    }
  };
}

function copied(from: Uint8Array, decoded: Uint8Array): number {
  const bytes = Math.min(from.length, decoded.length);
  decoded.set(from.subarray(0, bytes));
  return bytes;
}
