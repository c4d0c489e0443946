import { arrayDocument, type MetadataDocument } from "@ohcs/ngff";
import type { ArrayLayout } from "./array-layout.ts";

/** The document that declares an array at `path` with these axes; attributes are its own from 0.5 on. @throws `NGFF_ARRAY_INVALID` */
export function declareArray(
  path: string,
  layout: ArrayLayout,
  axes: readonly string[],
  attributes: Readonly<Record<string, unknown>> = {},
): MetadataDocument {
  const { version, shape, chunk, shard, dtype, codec } = layout;
  return arrayDocument(path, {
    version,
    shape,
    chunkShape: chunk,
    ...(shard !== null && { shardShape: shard }),
    dataType: dtype,
    dimensionNames: axes,
    attributes,
    ...compressorOf(codec),
  });
}

function compressorOf({ name, level }: ArrayLayout["codec"]) {
  if (name === "none") return {};
  const configuration = name === "zstd" ? { level, checksum: false } : { level };
  return { codecs: [{ name, configuration }], compressor: { id: name, level } };
}
