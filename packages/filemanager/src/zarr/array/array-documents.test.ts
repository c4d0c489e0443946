import { DTYPES } from "@ohcs/context";
import { expect, test } from "vitest";
import { arrayDocuments } from "./array-documents.ts";
import type { ArrayLayout } from "./array-layout.ts";
import { parseArray } from "./parse-array.ts";

const codecs = [
  { name: "zstd", level: 3 },
  { name: "gzip", level: 6 },
  { name: "none", level: 0 },
] as const;
const base = { shape: [1, 2, 3, 40, 50], chunk: [1, 1, 1, 16, 16], shard: null } as const;

test("parseArray() reads what arrayDocuments() writes", () => {
  const facts = { axes: ["t", "c", "z", "y", "x"], attributes: {} };
  for (const dtype of DTYPES)
    for (const codec of codecs) {
      const layouts: ArrayLayout[] = [
        { ...base, version: "0.4", dtype, codec },
        { ...base, version: "0.5", dtype, codec },
        { ...base, version: "0.5", shard: [1, 1, 1, 48, 64], dtype, codec },
      ];
      for (const layout of layouts) {
        const document = arrayDocuments(layout, facts).at(-1)?.value ?? {};
        expect(parseArray(layout.version, document)).toEqual(layout);
      }
    }
});

test("arrayDocuments() keeps attributes beside the array in version 2 and inside it in version 3", () => {
  const facts = { axes: ["y", "x"], attributes: { a: 1 } };
  const layout = {
    version: "0.4",
    shape: [4, 4],
    chunk: [4, 4],
    shard: null,
    dtype: "uint8",
    codec: codecs[2],
  } as const;
  expect(arrayDocuments(layout, facts).map(({ name }) => name)).toEqual([".zattrs", ".zarray"]);
  expect(arrayDocuments({ ...layout, version: "0.5" }, facts)[0]?.value.attributes).toEqual({ a: 1 });
});

test("parseArray() is null for what is only read", () => {
  const [three] = arrayDocuments(
    { ...base, version: "0.5", dtype: "uint16", codec: codecs[0] },
    { axes: [], attributes: {} },
  );
  const two = arrayDocuments(
    { ...base, version: "0.4", dtype: "uint16", codec: codecs[0] },
    { axes: [], attributes: {} },
  )[0];
  for (const change of [
    { data_type: "int64" },
    { chunk_key_encoding: { name: "v2" } },
    { codecs: [{ name: "blosc" }] },
  ])
    expect(parseArray("0.5", { ...three?.value, ...change })).toBeNull();
  for (const change of [
    { dtype: ">u2" },
    { order: "F" },
    { compressor: { id: "blosc" } },
    { dimension_separator: "." },
  ])
    expect(parseArray("0.4", { ...two?.value, ...change })).toBeNull();
});
