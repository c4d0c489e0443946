/** How chunks are compressed: Zstandard (level 1 … 22), gzip (1 … 9), or not at all (level 0). */
export interface ChunkCodec {
  readonly name: "zstd" | "gzip" | "none";
  readonly level: number;
}

/** The highest level of each codec. */
export const HIGHEST_LEVELS: Readonly<Record<ChunkCodec["name"], number>> = { zstd: 22, gzip: 9, none: 0 };
