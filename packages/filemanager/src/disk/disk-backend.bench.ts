import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, bench, describe } from "vitest";
import { MemoryBackend } from "../memory/memory-backend.ts";
import { diskBackend } from "./disk-backend.ts";

const folder = mkdtempSync(join(tmpdir(), "ohcs-bench-"));
afterAll(() => rmSync(folder, { recursive: true }));

const SIDE = 512;
const data = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => 300 + ((i * 7919) % 101) + (i % SIDE));
const image = { data, shape: [SIDE, SIDE], dtype: "uint16", pixelSizeUm: 0.65 } as const;
const replace = { ifExists: "replace" } as const;

describe("512 × 512 uint16", async () => {
  const memory = new MemoryBackend();
  await memory.save("a", image);
  bench("memory: save", async () => void (await memory.save("a", image, replace)));
  bench("memory: load", async () => void (await memory.load("a")));
  for (const compression of ["none", "lzw", "deflate"] as const) {
    const disk = await diskBackend.create({ root: folder, tiff: { compression, predictor: true } });
    const path = `${compression}.tif`;
    await disk.save(path, image, replace);
    bench(`disk, ${compression}: save`, async () => void (await disk.save(path, image, replace)));
    bench(`disk, ${compression}: load`, async () => void (await disk.load(path)));
  }
});
