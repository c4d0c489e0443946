import { arrayDocument, type MetadataDocument } from "@ohcs/ngff";
import type { ArrayLayout } from "./array-layout.ts";

/** The document that declares an array at `path` with these axes. @throws `NGFF_ARRAY_INVALID` */
export function declareArray(path: string, layout: ArrayLayout, axes: readonly string[]): MetadataDocument {
  const { version, shape, chunk, shard, dtype, codec } = layout;
  return arrayDocument(path, {
    version,
    shape,
    chunkShape: chunk,
    ...(shard !== null && { shardShape: shard }),
    dataType: dtype,
    dimensionNames: axes,
    ...compressorOf(codec),
  });
}

function compressorOf({ name, level }: ArrayLayout["codec"]) {
  if (name === "none") return {};
  const configuration = name === "zstd" ? { level, checksum: false } : { level };
  return { codecs: [{ name, configuration }], compressor: { id: name, level } };
}
