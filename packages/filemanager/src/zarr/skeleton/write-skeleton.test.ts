import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { field, plateOf, STORAGES, temporaryFolders, violationsIn } from "../../../test/zarr-plates.ts";
import { writePlateSkeleton } from "./write-skeleton.ts";

const newRoot = temporaryFolders();
const path = "images.zarr";

describe.each(Object.entries(STORAGES))("writePlateSkeleton() in %s", (_, storage) => {
  test("writes a plate in which the validator finds nothing", async () => {
    const root = newRoot();
    const wells = [
      { well: "A01", fields: [field(1), field(2)] },
      { well: "C11", fields: [field(4)] },
    ];
    await writePlateSkeleton({ root, path, plate: plateOf(wells, ["nuclei", "cells"]), storage });
    expect(await violationsIn(join(root, path))).toEqual([]);
  });
});

test.each([
  [96, "H12"],
  [384, "P24"],
  [1536, "AF48"],
])(
  "writePlateSkeleton() lists every row and column of a plate of %i wells, the imaged ones as wells",
  async (size, well) => {
    const root = newRoot();
    const wells = [
      { well: "B02", fields: [field(null)] },
      { well, fields: [field(null)] },
    ];
    await writePlateSkeleton({ root, path, plate: plateOf(wells) });
    const { plate } = JSON.parse(readFileSync(join(root, path, "zarr.json"), "utf8")).attributes.ome;
    expect(plate.rows.length * plate.columns.length).toBe(size);
    expect(plate.wells.length).toBe(2);
    expect(readdirSync(join(root, path)).filter((name) => !name.includes("."))).toHaveLength(2);
    expect(await violationsIn(join(root, path))).toEqual([]);
  },
);

test("writePlateSkeleton() keeps equal documents, and adds wells to the plate", async () => {
  const root = newRoot();
  const one = plateOf([{ well: "A01", fields: [field(1)] }]);
  const { written } = await writePlateSkeleton({ root, path, plate: one });
  expect(await writePlateSkeleton({ root, path, plate: one })).toEqual({ written: 0, kept: written });
  await writePlateSkeleton({ root, path, plate: plateOf([{ well: "B03", fields: [field(1)] }]) });
  const { plate } = JSON.parse(readFileSync(join(root, path, "zarr.json"), "utf8")).attributes.ome;
  expect(plate.wells.map((well: { path: string }) => well.path)).toEqual(["A/1", "B/3"]);
  expect(await violationsIn(join(root, path))).toEqual([]);
});

test("writePlateSkeleton() replaces a plate of the other version", async () => {
  const root = newRoot();
  const plate = plateOf([{ well: "A01", fields: [field(1)] }]);
  await writePlateSkeleton({ root, path, plate, storage: { ngffVersion: "0.4" } });
  await writePlateSkeleton({ root, path, plate, storage: { ngffVersion: "0.5" } });
  expect(readdirSync(join(root, path), { recursive: true }).filter((name) => String(name).includes(".z"))).toEqual([]);
});

test("writePlateSkeleton() states no unit where the pixel size is unknown, and no window for floats without one", async () => {
  const root = newRoot();
  const { planes, ...rest } = field(1);
  const unknown = {
    ...rest,
    planes: { ...planes, dtype: "float32", pixelSizeUm: null, zStepUm: null, intervalS: null, displays: [] },
  } as const;
  await writePlateSkeleton({ root, path, plate: plateOf([{ well: "A01", fields: [unknown] }]) });
  const { ome } = JSON.parse(readFileSync(join(root, path, "A/1/0/zarr.json"), "utf8")).attributes;
  expect(ome.multiscales[0].axes.some((axis: object) => "unit" in axis)).toBe(false);
  expect(ome.omero).toBeUndefined();
});

test.each([
  [{ ngffVersion: "0.7" }, "ngffVersion"],
  [{ ngffVersion: "0.4", shard: true }, "shard"],
  [{ chunk: 3 }, "chunk"],
  [{ levels: 0 }, "levels"],
  [{ codec: { name: "blosc" } }, "codec.name"],
  [{ codec: { level: 23 } }, "codec.level"],
])("writePlateSkeleton() refuses %j", async (storage, option) => {
  const plate = plateOf([{ well: "A01", fields: [field(1)] }]);
  const writing = writePlateSkeleton({ root: newRoot(), path, plate, storage: storage as never });
  await expect(writing).rejects.toMatchObject({ code: "BACKEND_OPTION_INVALID", details: { option } });
});
