import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PLATE_FORMATS } from "@ohcs/context";
import { describe, expect, test } from "vitest";
import { field, planeFor, plateOf, STORAGES, temporaryFolders, violationsIn } from "../../../test/zarr-plates.ts";
import { surveyZarrPlate } from "../read/survey-zarr-plate.ts";
import { zarrBackend } from "../zarr-backend.ts";
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

test("writePlateSkeleton() lists the rows and columns that the plate states, as long as they hold its wells", async () => {
  for (const [format, well, size] of [
    [{ rows: 4, columns: 6 }, "D06", [4, 6]],
    [{ rows: 4, columns: 6 }, "E01", [8, 12]],
    [{ rows: 3, columns: 5 }, "C05", [3, 5]],
    [null, "A01", [8, 12]],
  ] as const) {
    const root = newRoot();
    const plate = { ...plateOf([{ well, fields: [field(1)] }]), format };
    await writePlateSkeleton({ root, path, plate });
    const { plate: written } = JSON.parse(readFileSync(join(root, path, "zarr.json"), "utf8")).attributes.ome;
    expect([written.rows.length, written.columns.length]).toEqual(size);
    expect((await surveyZarrPlate(join(root, path))).format).toEqual(
      PLATE_FORMATS.find(({ rows, columns }) => rows === size[0] && columns === size[1]) ?? null,
    );
    expect(await violationsIn(join(root, path))).toEqual([]);
  }
});

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

const arrayAt = (folder: string, isOld: boolean) =>
  isOld
    ? { attributes: JSON.parse(readFileSync(join(folder, ".zattrs"), "utf8")) }
    : JSON.parse(readFileSync(join(folder, "zarr.json"), "utf8"));

test.each(["0.4", "0.5", "0.6"] as const)(
  "writePlateSkeleton() names each plane for OpenHCS with its place in the array, also where the array changes (%s)",
  async (ngffVersion) => {
    const root = newRoot();
    for (const channels of [["1"], ["1", "2"]]) {
      const plate = plateOf([{ well: "B03", fields: [{ ...field(7), channels }] }]);
      await writePlateSkeleton({ root, path, plate, storage: { ngffVersion } });
    }
    const { attributes } = arrayAt(join(root, path, "B/3/0/0"), ngffVersion === "0.4");
    expect(Object.keys(attributes.polystore_filename_map)).toEqual(attributes.polystore_output_paths.toSorted());
    expect(attributes.polystore_output_paths).toHaveLength(12);
    expect(attributes.polystore_filename_map).toMatchObject({
      "B03_s007_w1_z001_t001.tif": [0, 0, 0],
      "B03_s007_w2_z003_t001.tif": [0, 1, 2],
      "B03_s007_w1_z002_t002.tif": [1, 0, 1],
    });
    expect(await violationsIn(join(root, path))).toEqual([]);
  },
);

test("writePlateSkeleton() keeps the pixels of an array of which only the attributes change", async () => {
  const root = newRoot();
  for (const zIndexes of [
    [1, 2, 3],
    [2, 3, 4],
  ]) {
    await writePlateSkeleton({ root, path, plate: plateOf([{ well: "B03", fields: [{ ...field(7), zIndexes }] }]) });
    const array = join(root, path, "B/3/0/0");
    if (zIndexes[0] === 1) writeFileSync(join(array, "pixels"), "");
    expect(readdirSync(array)).toContain("pixels");
  }
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

test("writePlateSkeleton() lists the colour of the background alone: viewers take a longer list for complete", async () => {
  const root = newRoot();
  await writePlateSkeleton({ root, path, plate: plateOf([{ well: "A01", fields: [field(1)] }], ["nuclei"]) });
  const { ome } = JSON.parse(readFileSync(join(root, path, "A/1/0/labels/nuclei/zarr.json"), "utf8")).attributes;
  expect(ome["image-label"]).toEqual({
    colors: [{ "label-value": 0, rgba: [0, 0, 0, 0] }],
    source: { image: "../../" },
  });
});

test("writePlateSkeleton() invents no step of z or time: a projection at one time has neither axis", async () => {
  const root = newRoot();
  const projected = { ...field(1), zIndexes: null, timepoints: [1] };
  await writePlateSkeleton({ root, path: "", plate: plateOf([{ well: "A01", fields: [projected] }], ["nuclei"]) });
  const axesOf = (image: string) => {
    const { multiscales } = JSON.parse(readFileSync(join(root, image, "zarr.json"), "utf8")).attributes.ome;
    return multiscales[0].axes.map(({ name, unit }: { name: string; unit?: string }) => [name, unit ?? null]);
  };
  const plane = [
    ["y", "micrometer"],
    ["x", "micrometer"],
  ];
  expect(axesOf("A/1/0")).toEqual([["c", null], ...plane]);
  expect(axesOf("A/1/0/labels/nuclei")).toEqual(plane);
  const backend = await zarrBackend.create({ root });
  await backend.save("A01_s001_w2_t001", planeFor(3));
  await backend.save("labels/nuclei/A01_s001_t001", planeFor(4, "uint32"));
  expect((await backend.load("A01_s001_w2_t001")).data).toEqual(planeFor(3).data);
  expect((await backend.load("labels/nuclei/A01_s001_t001")).data).toEqual(planeFor(4, "uint32").data);
  const [found] = (await surveyZarrPlate(root)).fields;
  expect(found).toMatchObject({ pixelSizeUm: 0.65, zStepUm: null, intervalS: null, position: { xUm: 100, yUm: -50 } });
  expect(found?.planes).toMatchObject([{ path: "A01_s001_w2_t001", channel: "2", timepoint: 1 }]);
  expect(await violationsIn(root)).toEqual([]);
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
