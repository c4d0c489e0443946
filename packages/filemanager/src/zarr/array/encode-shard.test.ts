import { expect, test } from "vitest";
import { crc32c } from "../codecs/crc32c.ts";
import { encodeShard, isIndexIntact } from "./encode-shard.ts";

test("encodeShard() is chunks, then offsets and lengths, then the checksum of these", () => {
  const parts = encodeShard([Uint8Array.of(1, 2, 3), null, Uint8Array.of(4)]);
  const index = parts.at(-1) ?? new Uint8Array(0);
  const view = new DataView(index.buffer);
  expect(parts.slice(0, -1)).toEqual([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
  const absent = 2n ** 64n - 1n;
  expect(Array.from({ length: 6 }, (_, i) => view.getBigUint64(i * 8, true))).toEqual([0n, 3n, absent, absent, 3n, 1n]);
  expect(view.getUint32(48, true)).toBe(crc32c(index.subarray(0, 48)));
});

test("isIndexIntact() finds every flipped bit", () => {
  const index = encodeShard([Uint8Array.of(1), Uint8Array.of(2)]).at(-1) ?? new Uint8Array(0);
  expect(isIndexIntact(index)).toBe(true);
  for (let bit = 0; bit < index.length * 8; bit++) {
    const damaged = index.slice();
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(isIndexIntact(damaged)).toBe(false);
  }
});
