import { expect, test } from "vitest";
import { giveChunk, givePixels, takeChunk, takePixels } from "./plane-memory.ts";

test("memory that was given back is taken again for the same type and length, once", () => {
  const plane = takePixels(new Uint16Array(0), 300);
  givePixels(plane);
  expect(takePixels(new Int32Array(0), 300)).not.toBe(plane);
  expect(takePixels(new Uint16Array(0), 301)).not.toBe(plane);
  expect(takePixels(new Uint16Array(0), 300)).toBe(plane);
  expect(takePixels(new Uint16Array(0), 300)).not.toBe(plane);
});

test("no more than 16 MiB wait, those given back last", () => {
  const planes = Array.from({ length: 20 }, () => takePixels(new Uint8Array(0), 2 ** 20));
  for (const plane of planes) givePixels(plane);
  const again = planes.map(() => takePixels(new Uint8Array(0), 2 ** 20));
  expect(planes.map((plane) => again.includes(plane))).toEqual(planes.map((_, i) => i >= 4));
  const large = takePixels(new Uint8Array(0), 2 ** 24 + 1);
  givePixels(large);
  expect(takePixels(new Uint8Array(0), 2 ** 24 + 1)).not.toBe(large);
});

test("memory of a chunk is given back by the samples in it, once, and only what was taken", () => {
  const chunk = takeChunk(30_200);
  const samples = new Uint16Array(chunk.buffer, 0, 150);
  giveChunk(samples);
  giveChunk(samples);
  giveChunk(new Uint8Array(30_200));
  const [first, second] = [takeChunk(30_300), takeChunk(30_300)];
  expect(first.length).toBe(30_300);
  expect(first.buffer).toBe(chunk.buffer);
  expect(second.buffer).not.toBe(chunk.buffer);
  expect(takeChunk(0).length).toBe(0);
});
