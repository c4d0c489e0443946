import { isOhcsError } from "@ohcs/context";
import type { AsyncReadable, RangeQuery } from "zarrita";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { isIndexIntact } from "./encode-shard.ts";
import type { ZarrNode } from "./zarr-node.ts";

const encoder = new TextEncoder();

/** How to treat chunks that have no file: the specification fills them; a plane that was never saved is missing. */
export type AbsentChunks = "fill" | "fail";

/**
 * The files of one array as zarrita reads them, for one load. A shard is read once and whole, so that its index and its
 * chunks are consistent even while it is replaced; the checksum of the index is verified, which zarrita does not.
 */
export class ChunkStore implements AsyncReadable {
  readonly #files: DiskFiles;
  readonly #node: ZarrNode;
  readonly #absent: AbsentChunks;
  readonly #shards = new Map<string, Promise<Uint8Array | undefined>>();

  constructor(files: DiskFiles, node: ZarrNode, absent: AbsentChunks) {
    this.#files = files;
    this.#node = node;
    this.#absent = absent;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const path = key.slice(1);
    if (path === this.#documentPath) return encoder.encode(JSON.stringify(this.#node.document));
    return this.#read(path);
  }

  async getRange(key: string, range: RangeQuery): Promise<Uint8Array | undefined> {
    const path = key.slice(1);
    const shard = this.#shards.get(path) ?? this.#read(path);
    this.#shards.set(path, shard);
    const bytes = await shard;
    if (bytes === undefined) return undefined;
    if ("suffixLength" in range) return indexOf(bytes, range.suffixLength, path);
    if (range.offset + range.length > bytes.length)
      throw truncated(path, `${range.length} bytes at ${range.offset}`, `a shard of ${bytes.length}`);
    return partOf(bytes, range.offset, range.length);
  }

  get #documentPath(): string {
    return `${this.#node.path}/${this.#node.version === "0.5" ? "zarr.json" : ".zarray"}`;
  }

  async #read(path: string): Promise<Uint8Array | undefined> {
    try {
      return await this.#files.readAll(path);
    } catch (error) {
      if (this.#absent === "fill" && isOhcsError(error, "FILE_NOT_FOUND")) return undefined;
      throw error;
    }
  }
}

/**
 * The bytes of a chunk: in place, since each is decoded once, or copied where samples of up to 8 bytes that are not compressed
 * could not be viewed there.
 */
function partOf(shard: Uint8Array, offset: number, length: number): Uint8Array {
  const isAligned = (shard.byteOffset + offset) % 8 === 0;
  return isAligned ? shard.subarray(offset, offset + length) : shard.slice(offset, offset + length);
}

/**
 * The index of a shard. If its length is not a multiple of the entry size, it ends in a checksum of the preceding
 * bytes.
 */
function indexOf(shard: Uint8Array, length: number, path: string): Uint8Array {
  if (length > shard.length) throw truncated(path, `an index of ${length} bytes`, `a shard of ${shard.length}`);
  const index = shard.slice(shard.length - length);
  if (length % 16 === 0 || isIndexIntact(index)) return index;
  throw fail("IMAGE_UNREADABLE", `Cannot read '${path}': the checksum of the shard's index is wrong`, {
    details: { path },
  });
}

function truncated(path: string, expected: string, got: string): Error {
  return fail("IMAGE_TRUNCATED", `Cannot read '${path}': expected ${expected}, got ${got}`, { details: { path } });
}
