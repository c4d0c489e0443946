import * as zlib from "node:zlib";
import { inflateSync } from "node:zlib";
import { unreadable, unsupported } from "../image-errors.ts";
import { decodeLzw } from "./lzw-decode.ts";
import { decodePackBits } from "./packbits.ts";
import { COMPRESSION } from "./tags.ts";

/** Decodes one strip or tile to `length` bytes at least; fewer where its data end early. */
export type SegmentDecoder = (encoded: Uint8Array, length: number) => Uint8Array;

interface SegmentCodec {
  readonly name: string;
  /** No byte of input can become more bytes of output than this, whatever it says. */
  readonly mostPerByte: number;
  readonly decode: SegmentDecoder | null;
}

const zstd = (zlib as { zstdDecompressSync?: (bytes: Uint8Array, options: object) => Uint8Array }).zstdDecompressSync;

const CODECS: Readonly<Record<number, SegmentCodec>> = {
  [COMPRESSION.none]: { name: "none", mostPerByte: 1, decode: (encoded) => encoded },
  [COMPRESSION.lzw]: { name: "LZW", mostPerByte: 3500, decode: decodeLzw },
  [COMPRESSION.deflate]: { name: "Deflate", mostPerByte: 1040, decode: decodeDeflate },
  [COMPRESSION.oldDeflate]: { name: "Deflate", mostPerByte: 1040, decode: decodeDeflate },
  [COMPRESSION.packbits]: { name: "PackBits", mostPerByte: 64, decode: decodePackBits },
  [COMPRESSION.zstd]: { name: "Zstandard (Node 22.15 or later)", mostPerByte: 50_000, decode: zstdDecoder() },
};

/** The most that `bytes` of a compression can decode to. @throws `IMAGE_UNSUPPORTED` for a compression not read here */
export function mostDecodedBytes(compression: number, bytes: number, path: string): number {
  return codecOf(compression, path).mostPerByte * bytes;
}

/** The bytes of a segment, `length` of them. @throws `IMAGE_UNSUPPORTED`, `IMAGE_UNREADABLE` */
export function decodeSegment(compression: number, encoded: Uint8Array, length: number, path: string): Uint8Array {
  const { decode, name } = codecOf(compression, path);
  let decoded: Uint8Array;
  try {
    decoded = decode(encoded, length);
  } catch (cause) {
    throw unreadable(path, `${name} data`, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (decoded.length < length) throw unreadable(path, `${length} bytes of ${name} data`, `${decoded.length}`);
  return decoded.subarray(0, length);
}

function codecOf(compression: number, path: string): SegmentCodec & { readonly decode: SegmentDecoder } {
  const codec = CODECS[compression];
  if (codec?.decode) return { ...codec, decode: codec.decode };
  throw unsupported(path, "no compression, LZW, Deflate, PackBits or Zstandard", codec?.name ?? `code ${compression}`);
}

/** Some writers store whole strips where the image needs only part of the last: what is beyond `length` is dropped. */
function decodeDeflate(encoded: Uint8Array, length: number): Uint8Array {
  const inflate = (most: number) => inflateSync(encoded, { maxOutputLength: most, chunkSize: Math.max(64, length) });
  return inflate(Math.min(2 * length + 65_536, 0x7fffffff));
}

function zstdDecoder(): SegmentDecoder | null {
  return zstd === undefined ? null : (encoded, length) => zstd(encoded, { maxOutputLength: 2 * length + 65_536 });
}
