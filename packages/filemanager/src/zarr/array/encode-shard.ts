import { crc32c } from "../codecs/crc32c.ts";
import { givePixels, takePixels } from "../codecs/plane-memory.ts";

const ENTRY_BYTES = 16;
const CHECKSUM_BYTES = 4;
const BLOCK_BYTES = 2 ** 18;
/** Offset and length of a chunk that is not stored. */
const ABSENT = 0xffff_ffff_ffff_ffffn;

/**
 * One shard from its encoded chunks in C order: the chunks one after another, then the index of their offsets and lengths
 * (uint64), then its checksum (Zarr v3, `sharding_indexed` 1.0). It lies in blocks that are used again: memory of encoders, of
 * which there is one piece for each chunk, would count towards V8's limit as long as the shard is being written, and have the
 * whole heap looked through.
 */
export class ShardInMaking {
  readonly #blocks: Uint8Array[] = [];
  readonly #index: Uint8Array;
  readonly #view: DataView;
  #chunks = 0;
  #bytes = 0;

  constructor(chunks: number) {
    this.#index = new Uint8Array(chunks * ENTRY_BYTES + CHECKSUM_BYTES);
    this.#view = new DataView(this.#index.buffer);
  }

  /** The next chunk, which is copied; null where it lies outside the array. */
  add(chunk: Uint8Array | null): void {
    const at = this.#chunks++ * ENTRY_BYTES;
    this.#view.setBigUint64(at, chunk === null ? ABSENT : BigInt(this.#bytes), true);
    this.#view.setBigUint64(at + 8, chunk === null ? ABSENT : BigInt(chunk.length), true);
    if (chunk !== null) this.#append(chunk);
  }

  /** The bytes of the shard, in order, once it has all its chunks. */
  finish(): readonly Uint8Array[] {
    this.#view.setUint32(this.#index.length - CHECKSUM_BYTES, crc32c(this.#index.subarray(0, -CHECKSUM_BYTES)), true);
    this.#append(this.#index);
    return this.#blocks.map((block, i) => block.subarray(0, Math.min(BLOCK_BYTES, this.#bytes - i * BLOCK_BYTES)));
  }

  /** Gives its memory back: nothing reads its bytes any more. */
  release(): void {
    for (const block of this.#blocks.splice(0)) givePixels(block);
  }

  #append(bytes: Uint8Array): void {
    for (let from = 0; from < bytes.length; ) {
      const at = this.#bytes % BLOCK_BYTES;
      if (at === 0) this.#blocks.push(takePixels(this.#index, BLOCK_BYTES) as Uint8Array);
      const part = bytes.subarray(from, from + BLOCK_BYTES - at);
      this.#blocks.at(-1)?.set(part, at);
      from += part.length;
      this.#bytes += part.length;
    }
  }
}

/** Does the index at the end of a shard carry the checksum of its bytes? */
export function isIndexIntact(index: Uint8Array): boolean {
  if (index.length < CHECKSUM_BYTES) return false;
  const stored = new DataView(index.buffer, index.byteOffset, index.byteLength).getUint32(
    index.length - CHECKSUM_BYTES,
    true,
  );
  return stored === crc32c(index.subarray(0, -CHECKSUM_BYTES));
}
