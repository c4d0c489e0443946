import { configurationOf, objectsIn } from "../metadata.ts";
import type { ZarrNode } from "./zarr-node.ts";

export const SHARDING = "sharding_indexed";
/** A filter of version 2 that zarrita translates into codecs of its own. */
const FIXED_SCALE = "fixedscaleoffset";

/** Codecs that zarrita supports and that produce numbers. */
const OF_TWO = ["blosc", "lz4", "zstd", "gzip", "zlib", "shuffle", "delta", "bitround"];
const OF_THREE = [
  "blosc",
  "lz4",
  "zstd",
  "gzip",
  "zlib",
  "transpose",
  "bytes",
  "crc32c",
  "bitround",
  "cast_value",
  "scale_offset",
  ...OF_TWO.map((id) => `numcodecs.${id}`),
];
const OF_INDEX = ["bytes", "crc32c"];

/** The codecs of an array that are not supported, those within shards included; none if it can be decoded. */
export function unknownCodecs({ version, document }: Pick<ZarrNode, "version" | "document">): readonly string[] {
  if (version === "0.5") return unknownOfThree(document.codecs);
  const { filters, compressor } = document;
  const named = [...namesIn(filters ?? [], "id"), ...namesIn(compressor == null ? [] : [compressor], "id")];
  return named.filter((id) => id !== FIXED_SCALE && !OF_TWO.includes(id));
}

/** Shards of one level with the index at their end: the rest of the specification is not supported. */
function unknownOfThree(codecs: unknown): readonly string[] {
  const sharding = objectsIn(codecs).find(({ name }) => name === SHARDING);
  if (sharding === undefined) return namesIn(codecs, "name").filter((name) => !OF_THREE.includes(name));
  const { codecs: inner, index_codecs: index, index_location: place = "end" } = configurationOf(sharding);
  return [
    ...namesIn(codecs, "name")
      .filter((name) => name !== SHARDING)
      .map((name) => `${name} around ${SHARDING}`),
    ...(place === "end" ? [] : [`${SHARDING} with its index elsewhere than at the end`]),
    ...namesIn(inner, "name").filter((name) => !OF_THREE.includes(name)),
    ...namesIn(index, "name").filter((name) => !OF_INDEX.includes(name)),
  ];
}

/** A document without a list of codecs is refused, too: zarrita would throw outside of our control. */
function namesIn(codecs: unknown, key: "name" | "id"): readonly string[] {
  if (!Array.isArray(codecs)) return ["codecs that are no list"];
  return objectsIn(codecs).map((codec) => (typeof codec[key] === "string" ? codec[key] : "a codec without a name"));
}
