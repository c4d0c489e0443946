import { expect, test } from "vitest";
import { arrayDocument } from "./array-document.ts";

const array = {
  shape: [2, 100, 90],
  chunkShape: [1, 64, 64],
  dataType: "uint16",
  dimensionNames: ["c", "y", "x"],
} as const;

test("arrayDocument() of 0.4 is a .zarray with nested chunks", () => {
  const compressor = { id: "zstd", level: 3 };
  expect(arrayDocument("A/1/0/0", { ...array, version: "0.4", compressor })).toEqual({
    path: "A/1/0/0/.zarray",
    content: {
      zarr_format: 2,
      shape: [2, 100, 90],
      chunks: [1, 64, 64],
      dtype: "<u2",
      compressor,
      fill_value: 0,
      order: "C",
      filters: null,
      dimension_separator: "/",
    },
  });
});

test("arrayDocument() of 0.5 puts the codecs of chunks into the shard", () => {
  const codecs = [{ name: "zstd", configuration: { level: 3, checksum: false } }];
  const { path, content } = arrayDocument("0", { ...array, version: "0.5", shardShape: [1, 128, 128], codecs });
  const bytes = { name: "bytes", configuration: { endian: "little" } };
  expect(path).toBe("0/zarr.json");
  expect(content).toMatchObject({
    data_type: "uint16",
    dimension_names: ["c", "y", "x"],
    chunk_grid: { configuration: { chunk_shape: [1, 128, 128] } },
    codecs: [
      {
        name: "sharding_indexed",
        configuration: {
          chunk_shape: [1, 64, 64],
          codecs: [bytes, ...codecs],
          index_codecs: [bytes, { name: "crc32c" }],
        },
      },
    ],
  });
});

test("arrayDocument() names single bytes without byte order", () => {
  expect(arrayDocument("0", { ...array, version: "0.4", dataType: "uint8" }).content.dtype).toBe("|u1");
  expect(arrayDocument("0", { ...array, version: "0.4", dataType: "float64" }).content.dtype).toBe("<f8");
});

test.each([
  { version: "0.5", chunkShape: [64, 64] },
  { version: "0.5", shape: [2, 0, 9] },
  { version: "0.5", shardShape: [1, 96, 128] },
  { version: "0.4", shardShape: [1, 128, 128] },
] as const)("arrayDocument() refuses %j", (options) => {
  expect(() => arrayDocument("0", { ...array, ...options })).toThrow(
    expect.objectContaining({ code: "NGFF_ARRAY_INVALID" }),
  );
});
