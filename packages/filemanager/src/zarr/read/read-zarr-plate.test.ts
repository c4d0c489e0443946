import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { field, planeFor, plateOf, STORAGES, temporaryFolders } from "../../../test/zarr-plates.ts";
import { halve } from "../codecs/halve.ts";
import { writePlateSkeleton } from "../skeleton/write-skeleton.ts";
import { zarrBackend } from "../zarr-backend.ts";
import { readZarrPlate } from "./read-zarr-plate.ts";

const newRoot = temporaryFolders();
const path = "images.zarr";
const at = { well: "C05", site: 2, channel: "2", zIndex: 3, timepoint: 1 };

test.each(Object.entries(STORAGES))(
  "readZarrPlate() reads planes, levels and facts by coordinate in %s",
  async (_, storage) => {
    const root = newRoot();
    const plate = plateOf([{ well: "C05", fields: [field(1), field(2)] }], ["nuclei"]);
    await writePlateSkeleton({ root, path, plate, storage: { ...storage, levels: 2 } });
    const backend = await zarrBackend.create({ root });
    await backend.save(`${path}/C05_s002_w2_z003_t001`, planeFor(9));
    const reader = await readZarrPlate(root, path);
    expect([reader.version, reader.wells, await reader.labels()]).toEqual([storage.ngffVersion, ["C05"], ["nuclei"]]);
    expect((await reader.fields("C05"))[1]).toEqual({
      site: 2,
      channels: ["1", "2"],
      zIndexes: [1, 2, 3],
      timepoints: [1, 2],
      position: { xUm: 200, yUm: -50 },
      pixelSizeUm: 0.65,
      channelNames: ["1", "2"],
    });
    expect(await reader.planes("C05")).toContainEqual(at);
    expect(await reader.load(at)).toEqual(planeFor(9));
    const half = halve({ pixels: planeFor(9).data, height: 70, width: 90 }, "mean").pixels;
    expect(await reader.load(at, { level: 1 })).toEqual({
      data: half,
      shape: [35, 45],
      dtype: "uint16",
      pixelSizeUm: 1.3,
    });
    await expect(reader.load(at, { level: 2 })).rejects.toMatchObject({ code: "IMAGE_UNREADABLE" });
  },
);

test("readZarrPlate() opens a plate of many wells without reading more than its list", async () => {
  const root = newRoot();
  const wells = ["A01", "A02", "B01"].map((well) => ({ well, fields: [field(1)] }));
  await writePlateSkeleton({ root, path, plate: plateOf(wells) });
  const reader = await readZarrPlate(join(root, path));
  expect(reader.wells).toEqual(["A01", "A02", "B01"]);
  expect(readdirSync(join(root, path))).toEqual(["A", "B", "zarr.json"]);
  await expect(reader.fields("H12")).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await expect(reader.load({ ...at, well: "A01" })).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
});

test("readZarrPlate() reports where there is no plate", async () => {
  await expect(readZarrPlate(newRoot())).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
  await expect(readZarrPlate("relative")).rejects.toMatchObject({ code: "BACKEND_OPTION_INVALID" });
});
