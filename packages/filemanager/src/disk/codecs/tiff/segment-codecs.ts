import * as zlib from "node:zlib";
import { inflateSync } from "node:zlib";
import { unreadable, unsupported } from "../image-errors.ts";
import { decodeLzw } from "./lzw-decode.ts";
import { COMPRESSION } from "./tags.ts";

/**
 * Decodes one strip or tile into `decoded`, up to its end. Returns the bytes written; fewer if the data end early. Data
 * beyond that end are dropped, and at most `share` bytes are decoded.
 */
type SegmentDecoder = (encoded: Uint8Array, decoded: Uint8Array, share: number) => number;

interface SegmentCodec {
  readonly name: string;
  /** The most bytes of output that a byte of input can decode to: see `docs/guides/tiff-support.md`. */
  readonly mostPerByte: number;
  readonly decode: SegmentDecoder | null;
}

type Decompress = (bytes: Uint8Array, options: { maxOutputLength: number; chunkSize: number }) => Uint8Array;

const SMALLEST_CHUNK = 64;
const SLACK_BYTES = 65_536;
const LARGEST_BUFFER = 0x7ffffffe;
const MOST_INFLATED = 1032;
const MOST_OF_ZSTD = 32_768;

const zstd = (zlib as { zstdDecompressSync?: Decompress }).zstdDecompressSync;
const inflate = decompressor(inflateSync, MOST_INFLATED);

const CODECS: Readonly<Record<number, SegmentCodec>> = {
  [COMPRESSION.none]: { name: "none", mostPerByte: 1, decode: copyOf },
  [COMPRESSION.lzw]: { name: "LZW", mostPerByte: 2560, decode: decodeLzw },
  [COMPRESSION.deflate]: { name: "Deflate", mostPerByte: MOST_INFLATED, decode: inflate },
  [COMPRESSION.oldDeflate]: { name: "Deflate", mostPerByte: MOST_INFLATED, decode: inflate },
  [COMPRESSION.packbits]: { name: "PackBits", mostPerByte: 64, decode: decodePackBits },
  [COMPRESSION.zstd]: {
    name: "Zstandard (Node 22.15 or later)",
    mostPerByte: MOST_OF_ZSTD,
    decode: zstd === undefined ? null : decompressor(zstd, MOST_OF_ZSTD),
  },
};

/**
 * The most bytes that `bytes` of a compression can decode to. @throws `IMAGE_UNSUPPORTED` for a compression not read
 * here
 */
export function mostDecodedBytes(compression: number, bytes: number, path: string): number {
  return codecOf(compression, path).mostPerByte * bytes;
}

/**
 * Fills `decoded` with the bytes of a segment. `share` is a segment's part of what the whole file can decode to: a
 * segment that holds more is not decoded beyond it. @throws `IMAGE_UNSUPPORTED`, `IMAGE_UNREADABLE`
 */
export function decodeSegment(
  compression: number,
  encoded: Uint8Array,
  decoded: Uint8Array,
  share: number,
  path: string,
): void {
  const { decode, name } = codecOf(compression, path);
  const bytes = attempt(() => decode(encoded, decoded, share), name, path);
  if (bytes < decoded.length) throw unreadable(path, `${decoded.length} bytes of ${name} data`, `${bytes}`);
}

function attempt(decode: () => number, name: string, path: string): number {
  try {
    return decode();
  } catch (cause) {
    throw unreadable(path, `${name} data`, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

function codecOf(compression: number, path: string): SegmentCodec & { readonly decode: SegmentDecoder } {
  const codec = CODECS[compression];
  if (codec?.decode) return { ...codec, decode: codec.decode };
  throw unsupported(path, "no compression, LZW, Deflate, PackBits or Zstandard", codec?.name ?? `code ${compression}`);
}

function copyOf(encoded: Uint8Array, decoded: Uint8Array): number {
  const bytes = Math.min(encoded.length, decoded.length);
  decoded.set(encoded.subarray(0, bytes));
  return bytes;
}

/**
 * zlib allocates memory in chunks, and joins several. With one byte to spare the output is one chunk; only longer data,
 * such as a last strip that was stored at its full height, take a second attempt.
 */
function decompressor(decompress: Decompress, mostPerByte: number): SegmentDecoder {
  const attempted = (encoded: Uint8Array, most: number) =>
    decompress(encoded, { maxOutputLength: most, chunkSize: Math.max(SMALLEST_CHUNK, most + 1) });
  return (encoded, decoded, share) => {
    try {
      return copyOf(attempted(encoded, decoded.length), decoded);
    } catch (error) {
      const most = Math.min(2 * decoded.length + SLACK_BYTES, mostPerByte * encoded.length, share, LARGEST_BUFFER);
      const isLonger = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
      if (!isLonger || most <= decoded.length) throw error;
      return copyOf(attempted(encoded, most), decoded);
    }
  };
}

/** PackBits (TIFF 6.0, section 9) decoded into `decoded`, up to its end. Returns the number of bytes written. */
export function decodePackBits(encoded: Uint8Array, decoded: Uint8Array): number {
  const length = decoded.length;
  let to = 0;
  for (let from = 0; from + 1 < encoded.length && to < length; ) {
    const control = encoded[from++]!;
    if (control < 128) {
      const end = Math.min(to + control + 1, to + encoded.length - from, length);
      while (to < end) decoded[to++] = encoded[from++]!;
    } else if (control > 128) {
      const end = Math.min(to + 257 - control, length);
      const value = encoded[from++]!;
      while (to < end) decoded[to++] = value;
    }
  }
  return to;
}
