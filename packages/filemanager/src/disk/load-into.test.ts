import { utimesSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileFacts } from "@ohcs/context";
import { expect, test } from "vitest";
import { diskBackend } from "./disk-backend.ts";

test.each(["none", "deflate"] as const)(
  "a TIFF with compression '%s' is decoded straight into the array that load() is given",
  async (compression) => {
    const root = await mkdtemp(join(tmpdir(), "ohcs-into-"));
    try {
      const disk = await diskBackend.create({ root, tiff: { compression } });
      const samples = Array.from({ length: 12 }, (_, i) => 1000 * i);
      await disk.save("a.tif", { data: Uint16Array.from(samples), shape: [3, 4], dtype: "uint16", pixelSizeUm: null });
      const whole = new Uint16Array(20).fill(9);
      const { data } = await disk.load("a.tif", { allocate: (_, length) => whole.subarray(4, 4 + length) });
      expect(data.buffer).toBe(whole.buffer);
      expect([...whole]).toEqual([9, 9, 9, 9, ...samples, 9, 9, 9, 9]);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  },
);

test("load() reports size and time of the file after its samples were read", async () => {
  const root = await mkdtemp(join(tmpdir(), "ohcs-into-"));
  try {
    const disk = await diskBackend.create({ root });
    await disk.save("a.tif", { data: new Uint16Array(4), shape: [2, 2], dtype: "uint16", pixelSizeUm: null });
    const file = join(root, "a.tif");
    const reported: FileFacts[] = [];
    await disk.load("a.tif", { inspect: (facts) => reported.push(facts) });
    const { size: bytes, mtimeMs } = await stat(file);
    expect(reported).toEqual([{ bytes, mtimeMs }]);
    const allocate = (_: string, length: number) => {
      utimesSync(file, 0, 0);
      return new Uint16Array(length);
    };
    await disk.load("a.tif", { allocate, inspect: (facts) => reported.push(facts) });
    expect(reported[1]).toEqual({ bytes, mtimeMs: 0 });
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
