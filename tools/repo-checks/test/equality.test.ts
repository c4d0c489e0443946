import { expect, test } from "vitest";

const samples = (...values: number[]) => ({ data: Float32Array.of(...values) });

test("samples are compared by bytes where these are the same, and as usual where not", () => {
  expect(samples(1, Number.NaN)).toEqual(samples(1, Number.NaN));
  expect({ data: new Uint32Array(Uint32Array.of(0x7fc00001).buffer) }).not.toEqual(samples(Number.NaN));
  expect(new Float32Array(Uint32Array.of(0x7fc00001).buffer)).toEqual(Float32Array.of(Number.NaN));
  expect(samples(0)).not.toEqual(samples(-0));
  expect(samples(1, 2)).not.toEqual(samples(1, 3));
  expect(samples(1)).not.toEqual(samples(1, 0));
  expect({ ...samples(1), dtype: "float32" }).toMatchObject(samples(1));
  expect(new Uint8Array(4)).not.toEqual(new Int8Array(4));
});
