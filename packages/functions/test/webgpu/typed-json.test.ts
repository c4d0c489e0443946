import { expect, test } from "vitest";
import { readTyped, writeTyped } from "./typed-json.ts";

test.each([
  Uint8Array.of(0, 255),
  Uint16Array.of(1, 65_535, 258),
  Uint32Array.of(2 ** 31),
  Int32Array.of(-5),
  Float32Array.of(1.5, Number.NaN, Number.POSITIVE_INFINITY),
  Float64Array.of(0.1),
  new Uint8Array(0),
  new Uint16Array(50_000).fill(4711),
])("an array of samples comes back as it was, %#", (samples) => {
  const message = { name: "plane", planes: [{ data: samples, height: 1, width: samples.length }], none: null };
  expect(readTyped(writeTyped(message))).toEqual(message);
});

test("a part of a larger buffer comes back alone", () => {
  const part = new Uint16Array(Uint16Array.of(1, 2, 3, 4).buffer, 2, 2);
  expect(readTyped(writeTyped([part]))).toEqual([Uint16Array.of(2, 3)]);
});
