import { decodeLzw, decodeZstd } from "@ohcs/kernels/codecs";
import type { ByteSource } from "../byte-source.ts";
import type { CodecPlatform, Decompress } from "../codec-platform.ts";
import { unreadable, unsupported } from "../image-errors.ts";
import { COMPRESSION } from "./tags.ts";

/** The file that errors name, and the codecs of where it is decoded. */
type Codecs = Pick<ByteSource, "path" | "platform">;

interface SegmentCodec {
  readonly name: string;
  /** The most bytes of output that a byte of input can decode to: see `docs/guides/tiff-support.md`. */
  readonly mostPerByte: number;
  /** Null where the platform has none. */
  readonly decode: (platform: CodecPlatform) => Decompress | null;
}

const MOST_INFLATED = 1032;
const MOST_OF_ZSTD = 32_768;

const SLACK_BYTES = 65_536;

/** The most bytes that a segment is decoded to of which `decoded` is needed: a last strip may be stored at its full height. */
export function mostAttempted(
  encoded: Uint8Array,
  decoded: Uint8Array,
  share: number,
  mostPerByte = MOST_INFLATED,
): number {
  return Math.min(2 * decoded.length + SLACK_BYTES, mostPerByte * encoded.length, share);
}

const inflateOf = ({ inflate }: CodecPlatform) => inflate;

const CODECS: Readonly<Record<number, SegmentCodec>> = {
  [COMPRESSION.none]: { name: "none", mostPerByte: 1, decode: () => copyOf },
  [COMPRESSION.lzw]: { name: "LZW", mostPerByte: 2560, decode: () => decodeLzw },
  // A page at once, by `readJpegPage`: its strips share tables.
  [COMPRESSION.jpeg]: { name: "JPEG", mostPerByte: 512, decode: ({ decodeJpegPage }) => decodeJpegPage && (() => 0) },
  [COMPRESSION.deflate]: { name: "Deflate", mostPerByte: MOST_INFLATED, decode: inflateOf },
  [COMPRESSION.oldDeflate]: { name: "Deflate", mostPerByte: MOST_INFLATED, decode: inflateOf },
  [COMPRESSION.packbits]: { name: "PackBits", mostPerByte: 64, decode: () => decodePackBits },
  [COMPRESSION.zstd]: { name: "Zstandard", mostPerByte: MOST_OF_ZSTD, decode: () => inflateZstd },
};

/**
 * The most bytes that `bytes` of a compression can decode to. @throws `IMAGE_UNSUPPORTED` for a compression not read
 * here
 */
export function mostDecodedBytes(compression: number, bytes: number, { path, platform }: Codecs): number {
  return codecOf(compression, path, platform).mostPerByte * bytes;
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
  { path, platform }: Codecs,
): void {
  const { decode, name } = codecOf(compression, path, platform);
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

function codecOf(compression: number, path: string, platform: CodecPlatform) {
  const codec = CODECS[compression];
  const decode = codec?.decode(platform);
  if (codec && decode) return { name: codec.name, mostPerByte: codec.mostPerByte, decode };
  throw unsupported(path, "no compression, LZW, Deflate, PackBits or Zstandard", codec?.name ?? `code ${compression}`);
}

function inflateZstd(encoded: Uint8Array, decoded: Uint8Array, share: number): number {
  try {
    return decodeZstd(encoded, decoded);
  } catch (error) {
    const most = mostAttempted(encoded, decoded, share, MOST_OF_ZSTD);
    if (!(error instanceof RangeError) || most <= decoded.length) throw error;
    const longer = new Uint8Array(most);
    return copyOf(longer.subarray(0, decodeZstd(encoded, longer)), decoded);
  }
}

function copyOf(encoded: Uint8Array, decoded: Uint8Array): number {
  const bytes = Math.min(encoded.length, decoded.length);
  decoded.set(encoded.subarray(0, bytes));
  return bytes;
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
