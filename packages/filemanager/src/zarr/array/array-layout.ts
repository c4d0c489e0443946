import type { Dtype } from "@ohcs/context";
import type { NgffVersion } from "@ohcs/ngff";
import type { ChunkCodec } from "../codecs/chunk-codec.ts";

export type { NgffVersion };

/** What the document of an array declares: lengths by axis, C order, little-endian. */
export interface ArrayLayout {
  readonly version: NgffVersion;
  readonly shape: readonly number[];
  /** The unit of compression. */
  readonly chunk: readonly number[];
  /** The unit of storage, a multiple of the chunk; null if each chunk is a file. Only in 0.5. */
  readonly shard: readonly number[] | null;
  readonly dtype: Dtype;
  readonly codec: ChunkCodec;
}

/** The path of a chunk's or shard's file below its array. */
export function chunkKey({ version }: Pick<ArrayLayout, "version">, coordinates: readonly number[]): string {
  return (version === "0.4" ? coordinates : ["c", ...coordinates]).join("/");
}
