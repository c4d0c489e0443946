import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import * as zarr from "zarrita";
import { countAllocations } from "../../../test/count-allocations.ts";
import { writePlateSkeleton } from "../skeleton/write-skeleton.ts";
import { zarrBackend } from "../zarr-backend.ts";

test("chunks of files are decoded one after another, into memory that is used again", async () => {
  const root = mkdtempSync(join(tmpdir(), "ohcs-read-plane-"));
  const planes = {
    width: 200,
    height: 150,
    dtype: "uint16",
    pixelSizeUm: null,
    zStepUm: null,
    intervalS: null,
    displays: [],
  } as const;
  const field = { site: 1, channels: ["1"], zIndexes: null, timepoints: null, position: null, planes };
  const plate = { name: "tiny", wells: [{ well: "A01", fields: [field] }], labels: [] };
  await writePlateSkeleton({ root, path: "tiny.zarr", plate, storage: { chunk: 64, levels: 1 } });
  const backend = await zarrBackend.create({ root });
  const path = "tiny.zarr/A01_s001_w1";
  const data = Uint16Array.from({ length: 150 * 200 }, (_, i) => i);
  try {
    await backend.save(path, { data, shape: [150, 200], dtype: "uint16", pixelSizeUm: null });
    const decode = zarr.Array.prototype.getChunk;
    const together: number[] = [];
    let running = 0;
    vi.spyOn(zarr.Array.prototype, "getChunk").mockImplementation(async function (this: unknown, ...asked) {
      together.push(++running);
      try {
        return await decode.apply(this as never, asked as never);
      } finally {
        running--;
      }
    });
    expect((await backend.load(path)).data).toEqual(data);
    expect(together).toEqual(new Array(12).fill(1));
    const [, allocated] = await countAllocations(() => backend.load(path));
    // Documents and the shard's index, but neither a chunk (8,192 bytes) nor what it was compressed to.
    expect(allocated).toBeLessThan(4000);
  } finally {
    await backend.close();
    rmSync(root, { recursive: true });
  }
});
