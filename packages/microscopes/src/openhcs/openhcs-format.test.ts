import { expect, test } from "vitest";
import { plateFiles } from "../../test/plate-files.ts";
import { openHcsFormat } from "./openhcs-format.ts";

const metadata = (subdirectories: unknown) =>
  new Map([["openhcs_metadata.json", new TextEncoder().encode(JSON.stringify({ subdirectories }))]]);
const facts = { pixel_size: 0.65, grid_dimensions: [2, 3], channels: { "1": "DAPI", "2": null }, main: true };

test("an output is a plate: the main folder's images, with its pixel size, grid and names of channels", () => {
  const files = plateFiles(
    "images/B02_s001_w1_z001_t001.tif",
    "images/AF48_w2.png",
    "labels/B02_s001_w1_z001_t001.tif",
  );
  const { planes, notices, description } = openHcsFormat.read(files, metadata({ labels: {}, images: facts }));
  expect(planes.map(({ well, site, channel, zIndex, timepoint }) => [well, site, channel, zIndex, timepoint])).toEqual([
    ["B02", 1, "1", 1, 1],
    ["AF48", 1, "2", 1, 1],
  ]);
  expect(notices).toEqual([]);
  expect(description).toMatchObject({ pixelSizeUm: 0.65, grid: { rows: 2, columns: 3 } });
  expect([...(description?.channels ?? [])]).toEqual([["1", { name: "DAPI" }]]);
});

test("what OHCS states below 'ohcs' is read: positions, z step, interval, plate format; nonsense is unknown", () => {
  const read = (ohcs: object) => {
    const files = plateFiles("images/B02_s001_w1_z001_t001.tif", "images/B02_s002_w1_z001_t001.tif");
    const { planes, description } = openHcsFormat.read(files, metadata({ images: { ...facts, ohcs } }));
    return [planes.map(({ position }) => position), description];
  };
  const positions_um = { B02: { 1: [-3.5, 0], 2: ["1", 2] } };
  expect(read({ positions_um, z_step_um: 2, interval_s: 30, plate_format: [16, 24] })).toMatchObject([
    [{ xUm: -3.5, yUm: 0 }, null],
    { zStepUm: 2, intervalS: 30, plateFormat: { rows: 16, columns: 24 } },
  ]);
  const [places, description] = read({ positions_um: [], z_step_um: 0, interval_s: "1", plate_format: [1.5] });
  expect([places, Object.keys(description ?? {})]).toEqual([[null, null], expect.not.arrayContaining(["zStepUm"])]);
  expect(description).toMatchObject({ plateFormat: null });
});

test("a pixel size of null, as OpenHCS 0.8 writes it, is unknown", () => {
  const reading = openHcsFormat.read(
    plateFiles("images/B02_s001_w1.tif"),
    metadata({ images: { ...facts, pixel_size: null } }),
  );
  expect(reading.description?.pixelSizeUm).toBeNull();
});

test("a pixel size of 1 is what OpenHCS writes where it knows none, unless the source's spacing is stated in µm", () => {
  const sizeOf = (more: object) =>
    openHcsFormat.read(plateFiles("images/B02_s001_w1.tif"), metadata({ images: { ...facts, pixel_size: 1, ...more } }))
      .description?.pixelSizeUm;
  expect(sizeOf({})).toBeNull();
  const spacing = (unit: string) => ({
    source_metadata: { a: { OpenHCSSourceVoxelSpacingZYX: "2,1,1", OpenHCSSourceVoxelSpacingUnit: unit } },
  });
  expect(sizeOf(spacing("relative"))).toBeNull();
  expect(sizeOf(spacing("micrometers"))).toBe(1);
});

const source = (backend_address: string, source_axis_indices: readonly number[] = [], backend = "disk") => ({
  backend,
  backend_address,
  source_axis_indices,
});
const primary = (virtual_path: string, address: object) => ({
  virtual_path,
  address,
  projection_role: "primary_plane",
});
const planesOf = (workspace: object, ...paths: readonly string[]) =>
  openHcsFormat.read(
    plateFiles(...paths),
    metadata({ ".": { pixel_size: 0.65, grid_dimensions: [1, 2], ...workspace } }),
  );

test("a virtual workspace of OpenHCS 0.8.6 has its images where 'workspace_mapping' says, pages included", () => {
  const { planes, notices, description } = planesOf(
    {
      workspace_mapping: {
        "A01_s001_w1_z001_t001.TIF": source("TimePoint_1/ZStep_1/p_A01_s1_w1.TIF"),
        "A01_s001_w2_z001_t001.TIF": source("stack.tif", [3]),
        "one.tif": source("./stack.tif", [0]),
        "two.tif": source("r01c02.tiff"),
        "flat.tif": source("flat.tif"),
      },
      source_metadata: { "one.tif": { well: "B02", site: 2, channel: 1, z_index: 5, timepoint: 1 } },
      source_projection: [
        primary("two.tif", { well: "R03C04", site: "7", channel: "2", z_index: "1", timepoint: "6" }),
        { ...primary("flat.tif", { well: "A01" }), projection_role: "source_artifact" },
      ],
    },
    "TimePoint_1/ZStep_1/p_A01_s1_w1.TIF",
    "stack.tif",
    "r01c02.tiff",
    "flat.tif",
  );
  expect(
    planes.map(({ path, page, well, site, channel, zIndex, timepoint }) => [
      path,
      page,
      well,
      site,
      channel,
      zIndex,
      timepoint,
    ]),
  ).toEqual([
    ["TimePoint_1/ZStep_1/p_A01_s1_w1.TIF", 0, "A01", 1, "1", 1, 1],
    ["stack.tif", 3, "A01", 1, "2", 1, 1],
    ["stack.tif", 0, "B02", 2, "1", 5, 1],
    ["r01c02.tiff", 0, "C04", 7, "2", 1, 6],
  ]);
  expect(notices.map(({ code, examples }) => [code, examples])).toEqual([["FILES_UNLISTED", ["flat.tif"]]]);
  expect(description).toMatchObject({ pixelSizeUm: 0.65, grid: { rows: 1, columns: 2 } });
});

test("a workspace finds nothing outside the plate, nor in other backends, and says which images it lacks", () => {
  const mapping = {
    "A01_s001_w1.tif": source("a.tif"),
    "A01_s002_w1.tif": source("../a.tif"),
    "A01_s003_w1.tif": source("/etc/a.tif"),
    "A01_s004_w1.tif": source("sub/../a.tif"),
    "A01_s005_w1.tif": source('{"array_path":"0","store_path":"/x"}', [0, 0, 1], "ome_zarr"),
    "A01_s006_w1.tif": source("a.tif", [-1]),
    "A01_s007_w1.tif": "a.tif",
    "nowhere.tif": source("a.tif"),
  };
  const { planes, notices } = planesOf({ workspace_mapping: mapping }, "a.tif");
  expect(planes.map(({ path, site }) => [path, site])).toEqual([["a.tif", 1]]);
  expect(notices.map(({ code, count }) => [code, count])).toEqual([
    ["FILES_MISSING", 6],
    ["METADATA_UNREADABLE", 1],
  ]);
});

test("images beside the document are those of the folder '.'", () => {
  const { planes } = planesOf({}, "A01_s001_w1.tif", "images/A01_s002_w1.tif");
  expect(planes.map(({ path }) => path)).toEqual(["A01_s001_w1.tif"]);
});

test.each(["{", "[]", '{"subdirectories":[1]}', '{"subdirectories":{"..":1,"a":2}}'])(
  "metadata that name no folder are a notice: %s",
  (text) => {
    const companions = new Map([["openhcs_metadata.json", new TextEncoder().encode(text)]]);
    const { planes, notices } = openHcsFormat.read(plateFiles("images/B02_s001_w1.tif"), companions);
    expect([planes.length, notices.map(({ code }) => code)]).toEqual([1, ["METADATA_UNREADABLE"]]);
  },
);

test("only folders with the metadata are recognized: others may be called so by chance", () => {
  expect(openHcsFormat.recognizes(["images/B02_s001_w1.tif", "openhcs_metadata.json"])).toBe(1);
  expect(openHcsFormat.recognizes(["images/B02_s001_w1.tif"])).toBe(0);
});
