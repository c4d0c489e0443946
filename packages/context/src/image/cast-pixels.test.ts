import { expect, test } from "vitest";
import { allocatePixels, bytesPerSample, castPixels, DTYPES, dtypeLimits, dtypeOf, isIntegerDtype } from "./dtype.ts";

test("castPixels() clips and rounds, never rescales (landmine 16)", () => {
  const values = new Float32Array([-3, 0, 0.49, 0.5, 1.5, 254.6, 255, 300, Number.NaN, Number.POSITIVE_INFINITY]);
  expect([...castPixels(values, "uint8")]).toEqual([0, 0, 0, 1, 2, 255, 255, 255, 0, 255]);
  expect([...castPixels(new Float64Array([-1.5, -0.4, 1e12, -1e12]), "int32")]).toEqual([
    -2, 0, 2147483647, -2147483648,
  ]);
});

test("castPixels() clips integers that the type does not hold, and keeps all others", () => {
  expect([...castPixels(new Uint32Array([0, 7, 65535]), "uint16")]).toEqual([0, 7, 65535]);
  expect([...castPixels(new Uint32Array([0, 7, 65536, 4294967295]), "uint16")]).toEqual([0, 7, 65535, 65535]);
  expect([...castPixels(new Int32Array([-1, 5, 300]), "uint8")]).toEqual([0, 5, 255]);
  expect([...castPixels(new Uint8Array([0, 255]), "int32")]).toEqual([0, 255]);
});

test("castPixels() returns the array itself where nothing changes", () => {
  const data = new Uint16Array([1, 2]);
  expect(castPixels(data, "uint16")).toBe(data);
  expect([...castPixels(data, "float32")]).toEqual([1, 2]);
});

test("every dtype has its array, width and limits", () => {
  expect(DTYPES.map((dtype) => dtypeOf(allocatePixels(dtype, 1)))).toEqual(DTYPES);
  expect(DTYPES.map(bytesPerSample)).toEqual([1, 2, 4, 4, 4, 8]);
  expect(DTYPES.filter(isIntegerDtype)).toEqual(["uint8", "uint16", "uint32", "int32"]);
  expect(dtypeLimits("uint16")).toEqual([0, 65535]);
  expect(dtypeOf(new BigInt64Array(1))).toBe(null);
});
