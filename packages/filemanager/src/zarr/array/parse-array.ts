import { DTYPES, type Dtype } from "@ohcs/context";
import type { ChunkCodec } from "../codecs/chunk-codec.ts";
import { configurationOf, type Metadata, objectOf, objectsIn } from "../metadata.ts";
import type { ArrayLayout, NgffVersion } from "./array-layout.ts";

const V2_TYPES: ReadonlyMap<unknown, Dtype> = new Map<unknown, Dtype>([
  ["|u1", "uint8"],
  ["<u1", "uint8"],
  ["<u2", "uint16"],
  ["<u4", "uint32"],
  ["<i4", "int32"],
  ["<f4", "float32"],
  ["<f8", "float64"],
]);

/**
 * The layout that the document of an array declares, or null if it uses features that are read but never written: other
 * codecs, byte orders, sample types, separators.
 */
export function parseArray(version: NgffVersion, document: Metadata): ArrayLayout | null {
  return version === "0.5" ? fromThree(document) : fromTwo(document);
}

function fromTwo({ shape, chunks, dtype, compressor, order, filters, dimension_separator }: Metadata) {
  const type = V2_TYPES.get(dtype);
  const codec = compressor === null ? NONE : codecNamed(objectOf(compressor).id, objectOf(compressor));
  const isPlain = order === "C" && (filters ?? null) === null && dimension_separator === "/";
  if (type === undefined || codec === null || !isPlain || !isShape(shape) || !isShape(chunks)) return null;
  return { version: "0.4", shape, chunk: chunks, shard: null, dtype: type, codec } as const;
}

function fromThree({ shape, data_type, chunk_grid, chunk_key_encoding, codecs }: Metadata) {
  const dtype = DTYPES.find((known) => known === data_type);
  const grid = configurationOf(chunk_grid).chunk_shape;
  const encoding = objectOf(chunk_key_encoding);
  const isPlain = encoding.name === "default" && (configurationOf(encoding).separator ?? "/") === "/";
  if (dtype === undefined || !isPlain || !isShape(shape) || !isShape(grid) || !Array.isArray(codecs)) return null;
  const base = { version: "0.5", shape, dtype } as const;
  const [outer] = objectsIn(codecs);
  if (outer?.name !== "sharding_indexed") {
    const codec = chainOf(codecs);
    return codec === null ? null : { ...base, chunk: grid, shard: null, codec };
  }
  const { chunk_shape: chunk, codecs: inner, index_location: place } = configurationOf(outer);
  const codec = Array.isArray(inner) ? chainOf(inner) : null;
  return codec === null || !isShape(chunk) || codecs.length > 1 || (place ?? "end") !== "end"
    ? null
    : { ...base, chunk, shard: grid, codec };
}

const NONE: ChunkCodec = { name: "none", level: 0 };

function chainOf(codecs: readonly unknown[]): ChunkCodec | null {
  const [bytes, compressor, ...more] = objectsIn(codecs);
  if (bytes?.name !== "bytes" || (configurationOf(bytes).endian ?? "little") !== "little" || more.length > 0)
    return null;
  return compressor === undefined ? NONE : codecNamed(compressor.name, configurationOf(compressor));
}

function codecNamed(name: unknown, { level }: Metadata): ChunkCodec | null {
  if ((name !== "zstd" && name !== "gzip") || typeof level !== "number") return null;
  return { name, level };
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((side) => Number.isSafeInteger(side) && side > 0);
}
