import { isOhcsError } from "@ohcs/context";
import type { AsyncReadable, RangeQuery } from "zarrita";
import type { ByteSource } from "../../disk/codecs/byte-source.ts";
import type { DiskFiles } from "../../disk/disk-files.ts";
import { storageError } from "../../disk/storage-error.ts";
import { fail } from "../../errors.ts";
import { ObjectFiles } from "../../objects/object-files.ts";
import { takeChunk } from "../codecs/plane-memory.ts";
import { arrayGrid } from "./array-grid.ts";
import { isIndexIntact } from "./encode-shard.ts";
import type { ZarrNode } from "./zarr-node.ts";

const encoder = new TextEncoder();
const REQUESTS_AT_ONCE = 16;

/** How to treat chunks that have no file: the specification fills them; a plane that was never saved is missing. */
export type AbsentChunks = "fill" | "fail";

/**
 * The files of one array as zarrita reads them, for one load. A shard stays open until {@link close}, so that its index and its
 * chunks are consistent even while it is replaced: of an object store it is read once and whole, or, where it holds more than a plane, in parts of
 * one version. The checksum of the index is verified, which zarrita does not.
 */
export class ChunkStore implements AsyncReadable {
  readonly #files: DiskFiles;
  readonly #node: ZarrNode;
  readonly #absent: AbsentChunks;
  readonly #open = new Map<string, Promise<ByteSource | undefined>>();
  readonly #whole = new Map<string, Promise<Uint8Array | undefined>>();
  /** Versions of the shards that are read in parts; null where they are not. */
  readonly #parts: Map<string, string> | null;
  readonly #closing: Promise<void>;
  /** Closes the shards that were read. */
  readonly close: () => void;
  /** How many chunks to ask for side by side: requests wait for each other, while files are copied and most codecs decode in this thread. */
  readonly atOnce: number;

  constructor(files: DiskFiles, node: ZarrNode, absent: AbsentChunks) {
    this.#files = files;
    this.#node = node;
    this.#absent = absent;
    this.#parts = files instanceof ObjectFiles && holdsPlanes(node) ? new Map() : null;
    this.atOnce = files instanceof ObjectFiles ? REQUESTS_AT_ONCE : 1;
    let close = () => {};
    this.#closing = new Promise((resolve) => {
      close = resolve;
    });
    this.close = close;
  }

  async get(key: string): Promise<Uint8Array | undefined> {
    const path = key.slice(1);
    if (path === this.#documentPath) return encoder.encode(JSON.stringify(this.#node.document));
    return this.#read(path);
  }

  async getRange(key: string, range: RangeQuery): Promise<Uint8Array | undefined> {
    const path = key.slice(1);
    if (!(this.#files instanceof ObjectFiles)) return this.#rangeOfFile(path, range);
    if (this.#parts !== null && !this.#whole.has(path)) return this.#part(path, range, this.#parts);
    const shard = this.#whole.get(path) ?? this.#read(path);
    this.#whole.set(path, shard);
    const bytes = await shard;
    if (bytes === undefined) return undefined;
    const offset = offsetIn(bytes.length, range, path);
    return "suffixLength" in range ? intact(bytes.slice(offset), path) : partOf(bytes, offset, range.length);
  }

  /** Chunks come in memory that is used again. */
  async #rangeOfFile(path: string, range: RangeQuery): Promise<Uint8Array | undefined> {
    const opened = this.#open.get(path) ?? this.#unlessAbsent(() => this.#opened(path));
    this.#open.set(path, opened);
    const source = await opened;
    if (source === undefined) return undefined;
    const offset = offsetIn(source.size, range, path);
    const bytes = "suffixLength" in range ? new Uint8Array(range.suffixLength) : takeChunk(range.length);
    await source.readInto(offset, bytes).catch((error: unknown) => {
      throw storageError(error, "read", path);
    });
    return "suffixLength" in range ? intact(bytes, path) : bytes;
  }

  #opened(path: string): Promise<ByteSource> {
    return new Promise((resolve, reject) => {
      const use = (source: ByteSource) => {
        resolve(source);
        return this.#closing;
      };
      this.#files.read(path, use).catch(reject);
    });
  }

  async #part(path: string, range: RangeQuery, versions: Map<string, string>): Promise<Uint8Array | undefined> {
    const files = this.#files as ObjectFiles;
    const answer = await this.#unlessAbsent(() => files.readPart(path, range, versions.get(path) ?? null));
    if (answer === undefined) return undefined;
    versions.set(path, answer.version);
    const { bytes, offset, size } = answer;
    if (bytes.length === size) this.#whole.set(path, Promise.resolve(bytes));
    if ("suffixLength" in range) return intact(bytes.slice(offsetIn(bytes.length, range, path)), path);
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

/** Where a part of so many bytes begins. */
function offsetIn(size: number, range: RangeQuery, path: string): number {
  if ("suffixLength" in range) {
    if (range.suffixLength <= size) return size - range.suffixLength;
    throw truncated(path, `an index of ${range.suffixLength} bytes`, `a shard of ${size}`);
  }
  if (range.offset + range.length > size) throw beyond(path, range, size);
  return range.offset;
}

/** The index of a shard. If its length is not a multiple of the entry size, it ends in a checksum of the preceding bytes. */
function intact(index: Uint8Array, path: string): Uint8Array {
  if (index.length % 16 === 0 || isIndexIntact(index)) return index;
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
