import { gunzipSync } from "node:zlib";
import { decompress } from "@cloudpss/zstd";
import { expect, test } from "vitest";
import { compress } from "./compress.ts";
import { loadZstd, nodeEncoder } from "./zstd.ts";

const bytes = Uint8Array.from({ length: 4096 }, (_, i) => (i * i) % 97);

test("compress() writes what decoders of the codec read", async () => {
  expect(new Uint8Array(decompress(await compress({ name: "zstd", level: 3 }, bytes)))).toEqual(bytes);
  expect(new Uint8Array(gunzipSync(await compress({ name: "gzip", level: 6 }, bytes)))).toEqual(bytes);
  expect(await compress({ name: "none", level: 0 }, bytes)).toBe(bytes);
});

test("compress() gives equal bytes each time", async () => {
  for (const name of ["zstd", "gzip"] as const)
    expect(await compress({ name, level: 1 }, bytes)).toEqual(await compress({ name, level: 1 }, bytes));
});

test("loadZstd() finds a native encoder on this machine", async () => {
  expect((await loadZstd()).source).not.toBe("wasm");
});

test("nodeEncoder() is null where the runtime has no Zstandard, and passes the level where it has", async () => {
  expect(nodeEncoder({ constants: {} })).toBeNull();
  const encoder = nodeEncoder({
    constants: { ZSTD_c_compressionLevel: 100 },
    zstdCompress: (input, { params }, done) => done(null, Uint8Array.of(input.length, params[100] ?? 0)),
  });
  expect(await encoder?.compress(bytes.subarray(0, 5), 7)).toEqual(Uint8Array.of(5, 7));
});
