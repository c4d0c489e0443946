import { inflateSync } from "node:zlib";
import { allocateUninitialized } from "./allocate-uninitialized.ts";
import type { CodecPlatform } from "./codec-platform.ts";
import { loadSharp } from "./load-sharp.ts";
import { mostAttempted } from "./tiff/segment-codecs.ts";

const SMALLEST_CHUNK = 64;
const LARGEST_BUFFER = 0x7ffffffe;

/** Native zlib. */
export const NODE_PLATFORM: CodecPlatform = {
  inflate,
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
function inflate(encoded: Uint8Array, decoded: Uint8Array, share: number): number {
  try {
    return copied(inflated(encoded, decoded.length), decoded);
  } catch (error) {
    const most = Math.min(mostAttempted(encoded, decoded, share), LARGEST_BUFFER);
    const isLonger = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    if (!isLonger || most <= decoded.length) throw error;
    return copied(inflated(encoded, most), decoded);
  }
}

function inflated(encoded: Uint8Array, most: number): Uint8Array {
  return inflateSync(encoded, { maxOutputLength: most, chunkSize: Math.max(SMALLEST_CHUNK, most + 1) });
}

function copied(from: Uint8Array, decoded: Uint8Array): number {
  const bytes = Math.min(from.length, decoded.length);
  decoded.set(from.subarray(0, bytes));
  return bytes;
}
