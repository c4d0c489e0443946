import { DTYPES } from "@ohcs/context";
import { expect, test } from "vitest";
import type { ArrayLayout } from "./array-layout.ts";
import { declareArray } from "./declare-array.ts";
import { parseArray } from "./parse-array.ts";

const codecs = [
  { name: "zstd", level: 3 },
  { name: "gzip", level: 6 },
  { name: "none", level: 0 },
] as const;
const axes = ["t", "c", "z", "y", "x"];
const base = { shape: [1, 2, 3, 40, 50], chunk: [1, 1, 1, 16, 16], shard: null } as const;

test("parseArray() reads what declareArray() writes", () => {
  for (const dtype of DTYPES)
    for (const codec of codecs) {
      const layouts: ArrayLayout[] = [
        { ...base, version: "0.4", dtype, codec },
        { ...base, version: "0.5", dtype, codec },
        { ...base, version: "0.5", shard: [1, 1, 1, 48, 64], dtype, codec },
      ];
      for (const layout of layouts) {
        const { content } = declareArray("a", layout, axes);
        expect(parseArray(layout.version, content)).toEqual(layout);
      }
    }
});

test("parseArray() is null for arrays that are only read, never written", () => {
  const layout = { ...base, dtype: "uint16", codec: codecs[0] } as const;
  const three = declareArray("a", { ...layout, version: "0.5" }, axes).content;
  for (const change of [
    { data_type: "int64" },
    { chunk_key_encoding: { name: "v2" } },
    { codecs: [{ name: "blosc" }] },
    { codecs: [{ name: "bytes", configuration: { endian: "big" } }] },
    { codecs: [{ name: "transpose" }, { name: "bytes" }] },
  ])
    expect(parseArray("0.5", { ...three, ...change })).toBeNull();
  const two = declareArray("a", { ...layout, version: "0.4" }, axes).content;
  for (const change of [
    { dtype: ">u2" },
    { order: "F" },
    { compressor: { id: "blosc" } },
    { filters: [{ id: "delta" }] },
    { dimension_separator: "." },
  ])
    expect(parseArray("0.4", { ...two, ...change })).toBeNull();
});
