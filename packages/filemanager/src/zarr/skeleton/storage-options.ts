import type { NgffVersion } from "../array/array-layout.ts";
import type { ChunkCodec } from "../codecs/chunk-codec.ts";

/** How the pixels of a plate are stored. */
export interface PlateStorage {
  /** @default "0.5" */
  readonly ngffVersion?: NgffVersion;
  /** @default { name: "zstd", level: 3 } */
  readonly codec?: Partial<ChunkCodec>;
  /**
   * Side of a chunk in pixels; null chooses 1024 in shards, else the whole plane up to 2560 and 1024 beyond. @default
   * null
   */
  readonly chunk?: number | null;
  /** One file for a whole plane, of many chunks; not in 0.4. @default true but in 0.4 */
  readonly shard?: boolean;
  /** Levels of the pyramid, the full size included; null for as many as it takes to reach 256 pixels. @default null */
  readonly levels?: number | null;
}
