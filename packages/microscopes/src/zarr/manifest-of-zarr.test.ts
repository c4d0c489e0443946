import type { ZarrReading } from "@ohcs/context";
import { expect, test } from "vitest";
import { zarrField, zarrReading } from "../../test/zarr-reading.ts";
import { manifestOfZarr } from "./manifest-of-zarr.ts";

const place = { root: "/data/p.ome.zarr", folder: "p.ome.zarr" };
const codesOf = (...args: Parameters<typeof zarrReading>) =>
  manifestOfZarr(zarrReading(...args), place).notices.map(({ code, examples }) => [code, ...(examples ?? [])]);

test("manifestOfZarr() takes names, sizes, places and steps from the plate's own metadata", () => {
  const steps = { zStepUm: 2, intervalS: 60 };
  const fields = [zarrField("B02", 1, steps), zarrField("A01", 2, steps), zarrField("A01", 1, steps)];
  const manifest = manifestOfZarr(zarrReading(fields), place);
  expect(manifest).toMatchObject({
    plateId: "p",
    root: "/data/p.ome.zarr",
    handler: "omeZarr",
    backend: "zarr",
    wells: ["A01", "B02"],
    grid: null,
    calibration: { pixelSizeUm: 0.5, zStepUm: 2, intervalS: 60 },
    calibrationSources: [{ from: "description", path: "B02_s001_w1", pixelSizeUm: 0.5 }],
    channels: [
      { id: "1", name: "DAPI", color: "0000FF" },
      { id: "2", name: null, color: null },
    ],
  });
  expect(manifest.images.map(({ path }) => path)).toEqual([
    "A01_s001_w1",
    "A01_s001_w2",
    "A01_s002_w1",
    "A01_s002_w2",
    "B02_s001_w1",
    "B02_s001_w2",
  ]);
  expect(manifest.images[3]).toEqual({
    path: "A01_s002_w2",
    well: "A01",
    site: 2,
    channel: "2",
    zIndex: 1,
    timepoint: 1,
    page: 0,
    bytes: 100,
    mtimeMs: 5,
    position: { xUm: 20, yUm: 0 },
    header: { width: 8, height: 6, dtype: "uint16", pages: 1 },
  });
});

test.each([
  ["Screen 7", "Screen 7"],
  ["Screen.ome.zarr", "Screen"],
  ["../other", "p"],
  ["", "p"],
  ["a/b", "p"],
  ["CON:1", "p"],
  [null, "p"],
])("a plate that states the name '%s' is called '%s'", (name, plateId) => {
  expect(manifestOfZarr(zarrReading([zarrField("A01", 1)], { name }), place).plateId).toBe(plateId);
});

test("facts on which fields disagree are unknown", () => {
  const other = { zStepUm: 3, channels: [{ id: "1", name: "GFP", color: "00FF00" }] };
  const { channels, calibration } = manifestOfZarr(
    zarrReading([zarrField("A01", 1, { zStepUm: 2 }), zarrField("A02", 1, other)]),
    place,
  );
  expect([channels[0], calibration.zStepUm]).toEqual([{ id: "1", name: null, color: null, window: null }, null]);
});

test("states the acquisition where the plate has more than one", () => {
  const manifestWith = (changes: Partial<ZarrReading>) =>
    manifestOfZarr({ ...zarrReading([zarrField("A01", 1)]), ...changes }, place);
  expect(manifestWith({ acquisition: 4, otherAcquisitions: [1] }).acquisition).toBe(4);
  expect(manifestWith({ acquisition: 4, otherAcquisitions: [] })).not.toHaveProperty("acquisition");
});

test("fields of a well that all state one place have no position", () => {
  const position = { xUm: 0, yUm: 0 };
  const fields = [
    zarrField("A01", 1, { position }),
    zarrField("A01", 2, { position }),
    zarrField("A02", 1, { position }),
  ];
  const { images } = manifestOfZarr(zarrReading(fields), place);
  expect(images.map((image) => image.position)).toEqual([null, null, null, null, position, position]);
});

test("gaps are notices: wells without images, fields and planes that do not exist, planes of nothing but fill value", () => {
  const empty = zarrField("A01", 1);
  const fields = [
    { ...empty, planes: empty.planes.map((plane) => ({ ...plane, isStored: plane.channel === "1" })) },
    zarrField("A02", 1),
    zarrField("A02", 2),
  ];
  expect(
    codesOf(fields, {
      wells: ["A01", "A02", "H12"],
      otherAcquisitions: [3],
      missingFields: ["A/1/1"],
      unstored: ["A03_s001_w1"],
    }),
  ).toEqual([
    ["ACQUISITIONS_SET_ASIDE", "3"],
    ["FIELDS_MISSING", "A/1/1"],
    ["PLANES_UNSTORED", "A03_s001_w1"],
    ["PLANES_EMPTY", "A01_s001_w2"],
    ["PLANES_MISSING", "A01 s002_w1_z001_t001", "A01 s002_w2_z001_t001"],
    ["ANNOUNCED_NOT_FOUND", "well 'H12'"],
  ]);
  expect(codesOf([zarrField("A01", 1)])).toEqual([]);
});

test("landmine 13: two fields that claim one plane are a clash", () => {
  expect(() => manifestOfZarr(zarrReading([zarrField("A01", 1), zarrField("A01", 1)]), place)).toThrow(
    expect.objectContaining({ code: "COORDINATES_CLASH" }),
  );
});
