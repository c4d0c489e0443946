import { isOhcsError } from "@ohcs/context";
import type { AsyncReadable, RangeQuery } from "zarrita";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { fail } from "../../errors.ts";
import { ObjectFiles } from "../../objects/object-files.ts";
import { arrayGrid } from "./array-grid.ts";
import { isIndexIntact } from "./encode-shard.ts";
import type { ZarrNode } from "./zarr-node.ts";

const encoder = new TextEncoder();

/** How to treat chunks that have no file: the specification fills them; a plane that was never saved is missing. */
export type AbsentChunks = "fill" | "fail";

/**
 * The files of one array as zarrita reads them, for one load. A shard is read once and whole, so that its index and its
 * chunks are consistent even while it is replaced; of an object store, where it holds more than a plane, only its index and
 * the chunks that are needed, all of one version. The checksum of the index is verified, which zarrita does not.
 */
export class ChunkStore implements AsyncReadable {
  readonly #files: DiskFiles;
  readonly #node: ZarrNode;
  readonly #absent: AbsentChunks;
  readonly #shards = new Map<string, Promise<Uint8Array | undefined>>();
  /** Versions of the shards that are read in parts; null where they are read whole. */
  readonly #parts: Map<string, string> | null;

  constructor(files: DiskFiles, node: ZarrNode, absent: AbsentChunks) {
    this.#files = files;
    this.#node = node;
    this.#absent = absent;
    this.#parts = files instanceof ObjectFiles && holdsPlanes(node) ? new Map() : null;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const path = key.slice(1);
    if (path === this.#documentPath) return encoder.encode(JSON.stringify(this.#node.document));
    return this.#read(path);
  }

  async getRange(key: string, range: RangeQuery): Promise<Uint8Array | undefined> {
    const path = key.slice(1);
    if (this.#parts !== null && !this.#shards.has(path)) return this.#part(path, range, this.#parts);
    const shard = this.#shards.get(path) ?? this.#read(path);
    this.#shards.set(path, shard);
    const bytes = await shard;
    if (bytes === undefined) return undefined;
    if ("suffixLength" in range) return indexOf(bytes, range.suffixLength, path);
    if (range.offset + range.length > bytes.length) throw beyond(path, range, bytes.length);
    return partOf(bytes, range.offset, range.length);
  }

  async #part(path: string, range: RangeQuery, versions: Map<string, string>): Promise<Uint8Array | undefined> {
    const files = this.#files as ObjectFiles;
    const answer = await this.#unlessAbsent(() => files.readPart(path, range, versions.get(path) ?? null));
    if (answer === undefined) return undefined;
    versions.set(path, answer.version);
    const { bytes, offset, size } = answer;
    if (bytes.length === size) this.#shards.set(path, Promise.resolve(bytes));
    if ("suffixLength" in range) return indexOf(bytes, range.suffixLength, path);
    if (range.offset + range.length > offset + bytes.length) throw beyond(path, range, size);
    return bytes.slice(range.offset - offset, range.offset - offset + range.length);
  }

  get #documentPath(): string {
    return `${this.#node.path}/${this.#node.version === "0.5" ? "zarr.json" : ".zarray"}`;
  }

  #read(path: string): Promise<Uint8Array | undefined> {
    return this.#unlessAbsent(() => this.#files.readAll(path));
  }

  async #unlessAbsent<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await read();
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

/** Does a shard hold chunks of more than one plane? */
function holdsPlanes(node: ZarrNode): boolean {
  const { block, chunk } = arrayGrid(node);
  return block.slice(0, -2).some((length, axis) => length > (chunk[axis] ?? length));
}

function beyond(path: string, { offset, length }: { offset: number; length: number }, size: number): Error {
  return truncated(path, `${length} bytes at ${offset}`, `a shard of ${size}`);
}

function truncated(path: string, expected: string, got: string): Error {
  return fail("IMAGE_TRUNCATED", `Cannot read '${path}': expected ${expected}, got ${got}`, { details: { path } });
}
