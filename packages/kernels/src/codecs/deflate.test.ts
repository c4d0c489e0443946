import { inflateSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { deflate } from "./deflate.ts";

/** Bytes as they come in images: runs, repeated rows, noise of few and of many values. */
const parts = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 1, max: 2000 }))
    .map(([value, length]) => new Uint8Array(length).fill(value)),
  fc
    .tuple(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.integer({ min: 1, max: 60 }))
    .map(([row, times]) => Uint8Array.from({ length: row.length * times }, (_, i) => row[i % row.length]!)),
  fc.uint8Array({ maxLength: 3000 }),
  fc.uint8Array({ max: 3, maxLength: 3000 }),
);

function expectInverse(bytes: Uint8Array): Uint8Array {
  const deflated = deflate(bytes);
  expect(Buffer.compare(inflateSync(deflated), bytes)).toBe(0);
  return deflated;
}

test("zlib inflates what deflate() makes of any bytes", () => {
  fc.assert(fc.property(fc.array(parts, { maxLength: 12 }), (all) => void expectInverse(Buffer.concat(all))));
});

/** A linear congruential generator. */
function noise(length: number, bits: number): Uint8Array {
  let state = 1;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state >>> (32 - bits);
  });
}

test("bytes of several blocks come back: noise is stored, few values take few bits, runs hardly any", () => {
  const length = 700_001;
  expect(expectInverse(noise(length, 8)).length).toBeLessThan(length + 100);
  expect(expectInverse(noise(length, 4)).length).toBeLessThan(0.53 * length);
  expect(expectInverse(new Uint8Array(length).fill(7)).length).toBeLessThan(1000);
  const few = noise(length, 8);
  for (let i = 0; i < length; i++) if (i % 40 > 0) few[i] = 0;
  expectInverse(few);
});

test("values that come ever more seldom get codes that are short enough", () => {
  const counts = [1, 1];
  while (counts.length < 24) counts.push(counts.at(-1)! + counts.at(-2)!);
  expectInverse(Buffer.concat(counts.map((count, value) => Buffer.alloc(count, value)).toReversed()));
  const mixed = Uint8Array.from({ length: 120_000 }, (_, i) => Math.clz32(Math.imul(i, 0x9e3779b1) | 1));
  expectInverse(mixed);
});

test("nothing, and one byte, are deflated as well", () => {
  for (const bytes of [new Uint8Array(0), Uint8Array.of(9)]) expectInverse(bytes);
});
