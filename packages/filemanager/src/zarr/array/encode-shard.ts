import { crc32c } from "../codecs/crc32c.ts";

const ENTRY_BYTES = 16;
const CHECKSUM_BYTES = 4;
/** Offset and length of a chunk that is not stored. */
const ABSENT = 0xffff_ffff_ffff_ffffn;

/**
 * One shard from its encoded chunks in C order, null for those that lie outside the array: the chunks one after another,
 * then the index of their offsets and lengths (uint64), then its checksum (Zarr v3, `sharding_indexed` 1.0).
 */
export function encodeShard(chunks: readonly (Uint8Array | null)[]): readonly Uint8Array[] {
  const index = new Uint8Array(chunks.length * ENTRY_BYTES + CHECKSUM_BYTES);
  const view = new DataView(index.buffer);
  let offset = 0;
  for (const [i, chunk] of chunks.entries()) {
    view.setBigUint64(i * ENTRY_BYTES, chunk === null ? ABSENT : BigInt(offset), true);
    view.setBigUint64(i * ENTRY_BYTES + 8, chunk === null ? ABSENT : BigInt(chunk.length), true);
    offset += chunk?.length ?? 0;
  }
  view.setUint32(index.length - CHECKSUM_BYTES, crc32c(index.subarray(0, -CHECKSUM_BYTES)), true);
  return [...chunks.filter((chunk) => chunk !== null), index];
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
