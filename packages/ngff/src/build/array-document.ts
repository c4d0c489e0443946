import { fail } from "../errors.ts";
import type { NgffVersion } from "../model/version.ts";
import { joinPath } from "../rules/collect-violations.ts";
import type { MetadataDocument } from "./group-documents.ts";

/** Sample types that both versions of zarr know. */
export type DataType =
  | "int8"
  | "int16"
  | "int32"
  | "int64"
  | "uint8"
  | "uint16"
  | "uint32"
  | "uint64"
  | "float32"
  | "float64";

/** A step of zarr v3 between samples and bytes. */
export interface ZarrCodec {
  readonly name: string;
  readonly configuration?: Readonly<Record<string, unknown>>;
}

/** An array as it is to be stored; lengths in samples, one per axis. */
export interface ArrayOptions {
  readonly version: NgffVersion;
  readonly shape: readonly number[];
  readonly chunkShape: readonly number[];
  /** Not in 0.4: shards of whole chunks. */
  readonly shardShape?: readonly number[];
  readonly dataType: DataType;
  /** From 0.5 on: the names of the axes. */
  readonly dimensionNames: readonly string[];
  /** 0.5: what follows the codec `bytes` (little-endian). @default nothing */
  readonly codecs?: readonly ZarrCodec[];
  /** 0.4: the configuration of the compressor as numcodecs names it. @default none */
  readonly compressor?: Readonly<Record<string, unknown>>;
  /** The value of chunks that were never written. @default 0 */
  readonly fillValue?: number;
  /** From 0.5 on: what others state of the array; in 0.4 that is a document of its own. @default nothing */
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** The metadata file of an array at `path`: `.zarray` with nested chunks (0.4) or `zarr.json` (0.5). @throws `NGFF_ARRAY_INVALID` */
export function arrayDocument(path: string, options: ArrayOptions): MetadataDocument {
  checkShapes(options);
  return options.version === "0.4"
    ? { path: joinPath(path, ".zarray"), content: arrayOfV2(options) }
    : { path: joinPath(path, "zarr.json"), content: arrayOfV3(options) };
}

function arrayOfV2({ shape, chunkShape, dataType, compressor, fillValue = 0 }: ArrayOptions) {
  const [, kind = "", bits] = /^([a-z])[a-z]*(\d+)$/.exec(dataType) ?? [];
  const bytes = Number(bits) / 8;
  return {
    zarr_format: 2,
    shape: [...shape],
    chunks: [...chunkShape],
    dtype: `${bytes === 1 ? "|" : "<"}${kind}${bytes}`,
    compressor: compressor ?? null,
    fill_value: fillValue,
    order: "C",
    filters: null,
    dimension_separator: "/",
  };
}

function arrayOfV3(options: ArrayOptions) {
  const {
    shape,
    chunkShape,
    shardShape,
    dataType,
    dimensionNames,
    codecs = [],
    fillValue = 0,
    attributes = {},
  } = options;
  const chain = [LITTLE_ENDIAN, ...codecs];
  const sharding = { chunk_shape: [...chunkShape], codecs: chain, index_codecs: INDEX_CODECS, index_location: "end" };
  return {
    zarr_format: 3,
    node_type: "array",
    shape: [...shape],
    data_type: dataType,
    chunk_grid: { name: "regular", configuration: { chunk_shape: [...(shardShape ?? chunkShape)] } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: fillValue,
    codecs: shardShape ? [{ name: "sharding_indexed", configuration: sharding }] : chain,
    dimension_names: [...dimensionNames],
    attributes,
  };
}

const LITTLE_ENDIAN: ZarrCodec = { name: "bytes", configuration: { endian: "little" } };
const INDEX_CODECS: readonly ZarrCodec[] = [LITTLE_ENDIAN, { name: "crc32c" }];

function checkShapes({ version, shape, chunkShape, shardShape, dimensionNames }: ArrayOptions): void {
  const rank = dimensionNames.length;
  const fits = (lengths: readonly number[]) =>
    lengths.length === rank && lengths.every((length) => Number.isInteger(length) && length > 0);
  const whole = shardShape?.every((length, axis) => length % (chunkShape[axis] ?? length) === 0) ?? true;
  if (![shape, chunkShape, shardShape ?? chunkShape].every(fits) || !whole) {
    const got = `shape [${shape}], chunks [${chunkShape}]${shardShape ? `, shards [${shardShape}]` : ""}`;
    const expected = `${rank} positive lengths each, and shards of whole chunks`;
    throw fail("NGFF_ARRAY_INVALID", `Cannot describe an array: expected ${expected}, got ${got}`);
  }
  if (shardShape && version === "0.4")
    throw fail("NGFF_ARRAY_INVALID", `Cannot describe an array: expected no shards in '0.4', got [${shardShape}]`);
}
