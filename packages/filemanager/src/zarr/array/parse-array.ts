import { DTYPES, type Dtype } from "@ohcs/context";
import type { ChunkCodec } from "../codecs/chunk-codec.ts";
import type { ArrayLayout, NgffVersion } from "./array-layout.ts";

type Document = Readonly<Record<string, unknown>>;

const V2_TYPES: Readonly<Record<string, Dtype>> = {
  "|u1": "uint8",
  "<u1": "uint8",
  "<u2": "uint16",
  "<u4": "uint32",
  "<i4": "int32",
  "<f4": "float32",
  "<f8": "float64",
};

/**
 * The layout that the document of an array declares, or null where it uses what is only read, never written: other
 * codecs, byte orders, sample types, separators.
 */
export function parseArray(version: NgffVersion, document: Document): ArrayLayout | null {
  return version === "0.5" ? fromThree(document) : fromTwo(document);
}

function fromTwo({ shape, chunks, dtype, compressor, order, filters, dimension_separator }: Document) {
  const type = V2_TYPES[String(dtype)];
  const codec = compressor === null ? NONE : codecNamed((compressor as Document).id, compressor as Document);
  const isPlain = order === "C" && (filters ?? null) === null && dimension_separator === "/";
  if (type === undefined || codec === null || !isPlain || !isShape(shape) || !isShape(chunks)) return null;
  return { version: "0.4", shape, chunk: chunks, shard: null, dtype: type, codec } as const;
}

function fromThree({ shape, data_type, chunk_grid, chunk_key_encoding, codecs }: Document) {
  const dtype = DTYPES.find((known) => known === data_type);
  const grid = configurationOf(chunk_grid).chunk_shape;
  const encoding = chunk_key_encoding as Document;
  const isPlain = encoding.name === "default" && (configurationOf(encoding).separator ?? "/") === "/";
  if (dtype === undefined || !isPlain || !isShape(shape) || !isShape(grid) || !Array.isArray(codecs)) return null;
  const base = { version: "0.5", shape, dtype } as const;
  const [outer] = codecs as readonly Document[];
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
  const [bytes, compressor, ...more] = codecs as readonly Document[];
  if (bytes?.name !== "bytes" || (configurationOf(bytes).endian ?? "little") !== "little" || more.length > 0)
    return null;
  return compressor === undefined ? NONE : codecNamed(compressor.name, configurationOf(compressor));
}

function codecNamed(name: unknown, { level }: Document): ChunkCodec | null {
  if ((name !== "zstd" && name !== "gzip") || typeof level !== "number") return null;
  return { name, level };
}

function configurationOf(value: unknown): Document {
  const { configuration } = (value ?? {}) as { readonly configuration?: Document };
  return configuration ?? {};
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((side) => Number.isSafeInteger(side) && side > 0);
}
