import { promisify } from "node:util";
import * as zlib from "node:zlib";
import { decodeZstd } from "@ohcs/kernels/codecs";
import { registry } from "zarrita";
import { giveChunk, takeChunk } from "./plane-memory.ts";
import { checkBlosc, checkLz4 } from "./stated-sizes.ts";

/** What zarrita passes to a codec about the chunks that it will decode. */
interface ChunkFacts {
  readonly dataType: string;
  readonly shape: readonly number[];
  readonly codecs: readonly { readonly name: string }[];
}

interface BytesCodec {
  encode(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
  decode(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>;
}

/** Decodes to at most so many bytes. */
type Decode = (bytes: Uint8Array, most: number, foreign: BytesCodec) => Uint8Array | Promise<Uint8Array>;
type Entry = Awaited<ReturnType<NonNullable<ReturnType<typeof registry.get>>>>;

/** No byte of Deflate data can become more bytes than this. */
const MOST_INFLATED = 1032;
const CHECKSUM_BYTES = 4;
const SAMPLE_BYTES: ReadonlyMap<string, number> = new Map([
  ...(["int8", "uint8"] as const).map((name) => [name, 1] as const),
  ...(["int16", "uint16"] as const).map((name) => [name, 2] as const),
  ...(["int32", "uint32", "float32"] as const).map((name) => [name, 4] as const),
]);
const WIDEST = 8;

const DECODERS: ReadonlyMap<string, Decode> = new Map<string, Decode>([
  ["gzip", inflating(zlib.gunzip)],
  ["zlib", inflating(zlib.inflate)],
  ["zstd", inflateZstd],
  ["blosc", (bytes, most, foreign) => foreign.decode(checkBlosc(bytes, most))],
  ["lz4", (bytes, most, foreign) => foreign.decode(checkLz4(bytes, most))],
]);

let isBounded = false;

/**
 * Limits zarrita's decoding to the size given by a chunk's shape and sample type: by default it inflates without bound.
 * Longer data are refused before memory is allocated.
 */
export function boundCodecs(): void {
  if (isBounded) return;
  isBounded = true;
  for (const [name, load] of [...registry]) {
    const decode = DECODERS.get(nameOf(name));
    if (decode !== undefined) registry.set(name, async () => bounded(await load(), decode));
  }
}

function bounded(entry: Entry, decode: Decode): Entry {
  return {
    kind: "bytes_to_bytes",
    fromConfig: (config, facts) => {
      const codec = entry.fromConfig(config, facts);
      const foreign = codec as unknown as BytesCodec;
      const most = mostDecoded(facts);
      const own: BytesCodec = {
        encode: (bytes) => foreign.encode(bytes),
        decode: (bytes) => decode(bytes, most, foreign),
      };
      return { ...own, kind: "bytes_to_bytes" } as unknown as typeof codec;
    },
  };
}

/** The decompressed content of a chunk: its samples, and checksums that were added before compression. */
function mostDecoded({ dataType, shape, codecs }: ChunkFacts): number {
  const names = codecs.map(({ name }) => nameOf(name));
  const compressors = names.filter((name) => DECODERS.has(name));
  const checksums = names
    .slice(
      0,
      names.findIndex((name) => DECODERS.has(name)),
    )
    .filter((name) => name === "crc32c");
  const samples = shape.reduce((product, side) => product * side, SAMPLE_BYTES.get(dataType) ?? WIDEST);
  const bytes = samples + CHECKSUM_BYTES * checksums.length;
  // Compressors of compressed data: incompressible data grow, by far less than this in every compressor.
  return compressors.length <= 1 ? bytes : bytes + Math.ceil(bytes / 64) + 1024;
}

function inflating(inflate: typeof zlib.gunzip): Decode {
  const inflated = promisify(inflate) as (bytes: Uint8Array, options: zlib.ZlibOptions) => Promise<Uint8Array>;
  return (bytes, most) => {
    // One buffer of the wanted size, and one byte to detect excess data.
    const chunkSize = Math.max(64, Math.min(most, MOST_INFLATED * bytes.length) + 1);
    return inflated(bytes, { maxOutputLength: most, chunkSize });
  };
}

/** In this thread, which decodes by the time that another one would begin. */
function inflateZstd(frames: Uint8Array, most: number): Uint8Array {
  const chunk = takeChunk(most);
  const bytes = decodeZstd(frames, chunk);
  giveChunk(frames);
  return chunk.subarray(0, bytes);
}

function nameOf(registered: string): string {
  return registered.replace("numcodecs.", "");
}
