import type { Dtype, Json } from "@ohcs/context";
import type { ChunkCodec } from "../codecs/chunk-codec.ts";
import type { ArrayLayout } from "./array-layout.ts";

/** A metadata document: its path below the node, and its value. */
export interface ZarrDocument {
  readonly name: string;
  readonly value: { readonly [key: string]: Json };
}

/** Facts about an array that do not change how it is stored. */
export interface ArrayFacts {
  /** Names of the axes; only version 3 keeps them. */
  readonly axes: readonly string[];
  readonly attributes: { readonly [key: string]: Json };
}

const V2_TYPES: Readonly<Record<Dtype, string>> = {
  uint8: "|u1",
  uint16: "<u2",
  uint32: "<u4",
  int32: "<i4",
  float32: "<f4",
  float64: "<f8",
};

/** The documents that declare an array; the last one makes it exist. */
export function arrayDocuments(layout: ArrayLayout, facts: ArrayFacts): readonly ZarrDocument[] {
  if (layout.version === "0.5") return [{ name: "zarr.json", value: versionThree(layout, facts) }];
  const attributes = Object.keys(facts.attributes).length === 0 ? [] : [{ name: ".zattrs", value: facts.attributes }];
  return [...attributes, { name: ".zarray", value: versionTwo(layout) }];
}

function versionThree({ shape, chunk, shard, dtype, codec }: ArrayLayout, { axes, attributes }: ArrayFacts) {
  const inner = [{ name: "bytes", configuration: { endian: "little" } }, ...compressorThree(codec)];
  return {
    zarr_format: 3,
    node_type: "array",
    shape: [...shape],
    data_type: dtype,
    chunk_grid: { name: "regular", configuration: { chunk_shape: [...(shard ?? chunk)] } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: 0,
    codecs: shard === null ? inner : [sharding(chunk, inner)],
    attributes,
    dimension_names: [...axes],
  };
}

function sharding(chunk: readonly number[], codecs: readonly Json[]): Json {
  return {
    name: "sharding_indexed",
    configuration: {
      chunk_shape: [...chunk],
      codecs: [...codecs],
      index_codecs: [{ name: "bytes", configuration: { endian: "little" } }, { name: "crc32c" }],
      index_location: "end",
    },
  };
}

function compressorThree({ name, level }: ChunkCodec): readonly Json[] {
  if (name === "none") return [];
  return [{ name, configuration: name === "zstd" ? { level, checksum: false } : { level } }];
}

function versionTwo({ shape, chunk, dtype, codec }: ArrayLayout) {
  return {
    zarr_format: 2,
    shape: [...shape],
    chunks: [...chunk],
    dtype: V2_TYPES[dtype],
    compressor: codec.name === "none" ? null : { id: codec.name, level: codec.level },
    fill_value: 0,
    order: "C",
    filters: null,
    dimension_separator: "/",
  };
}
