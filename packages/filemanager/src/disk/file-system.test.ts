import * as fs from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { nodeFileSystem } from "./file-system.ts";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  return { ...real, readSync: vi.fn(real.readSync) };
});

test("documents and headers are read in this thread, samples in another", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ohcs-reads-"));
  try {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i >> 3);
    await writeFile(join(folder, "a"), bytes);
    const file = await nodeFileSystem.open(join(folder, "a"), "r");
    for (const length of [8192, 50_000]) {
      const into = new Uint8Array(length);
      expect(await file.read(into, 0, length, 7)).toMatchObject({ bytesRead: length });
      expect(into).toEqual(bytes.subarray(7, 7 + length));
    }
    await file.close();
    const lengths = vi.mocked(fs.readSync).mock.calls.map((given: readonly unknown[]) => given[3]);
    expect(lengths).toEqual([8192]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
