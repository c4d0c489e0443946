import { expect, test } from "vitest";
import { crc32c } from "../codecs/crc32c.ts";
import { isIndexIntact, ShardInMaking } from "./encode-shard.ts";

function shardOf(chunks: readonly (Uint8Array | null)[]): Uint8Array {
  const shard = new ShardInMaking(chunks.length);
  for (const chunk of chunks) shard.add(chunk);
  const bytes = Uint8Array.from(Buffer.concat(shard.finish()));
  shard.release();
  return bytes;
}

test("a shard is chunks, then offsets and lengths, then the checksum of these", () => {
  const shard = shardOf([Uint8Array.of(1, 2, 3), null, Uint8Array.of(4)]);
  expect(shard.subarray(0, 4)).toEqual(Uint8Array.of(1, 2, 3, 4));
  const index = shard.slice(4);
  const view = new DataView(index.buffer);
  const absent = 2n ** 64n - 1n;
  expect(Array.from({ length: 6 }, (_, i) => view.getBigUint64(i * 8, true))).toEqual([0n, 3n, absent, absent, 3n, 1n]);
  expect(view.getUint32(48, true)).toBe(crc32c(index.subarray(0, 48)));
});

test("a shard of chunks that are longer and shorter than its blocks is their bytes, in memory that is used again", () => {
  const lengths = [2 ** 18 - 5, 2 ** 19 + 7, 3, 2 ** 18];
  const chunks = lengths.map((length, i) => Uint8Array.from({ length }, (_, at) => (at * (i + 3)) >> 4));
  for (let round = 0; round < 2; round++)
    expect(Buffer.concat(chunks).equals(shardOf(chunks).subarray(0, -lengths.length * 16 - 4))).toBe(true);
});

test("isIndexIntact() finds every flipped bit", () => {
  const index = shardOf([Uint8Array.of(1), Uint8Array.of(2)]).slice(2);
  expect(isIndexIntact(index)).toBe(true);
  for (let bit = 0; bit < index.length * 8; bit++) {
    const damaged = index.slice();
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(isIndexIntact(damaged)).toBe(false);
  }
});
