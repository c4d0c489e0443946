import { openReader } from "@ohcs/microscopes";
import { handlerConformance, memoryPlateReader } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { scout } from "./scout-format.ts";

const IMAGES = ["A-01", "H-12"].flatMap((well) =>
  [1, 2].flatMap((field) => ["DAPI", "GFP"].map((key) => `${well}/field0${field}_${key}_0001.tif`)),
);
const SCAN = {
  pixelSizeMm: 0.000325,
  fields: [
    { field: 1, xMm: 0, yMm: 0 },
    { field: 2, xMm: 0.5, yMm: -0.25 },
  ],
  channels: [{ key: "GFP", dye: "Alexa 488" }],
};

const plate = (name: string, scan: string | null) =>
  memoryPlateReader({
    name,
    files: [
      ...IMAGES.map((path) => [path, "image"] as const),
      ...(scan === null ? [] : [["scans/today/scan.json", scan] as const]),
    ],
    readHeader: () => ({ width: 8, height: 6, dtype: "uint16", pages: 1, description: null, pixelSizeUm: null }),
  });
const whole = plate("whole", JSON.stringify(SCAN));

handlerConformance({ test, create: () => scout.create({}), plates: [whole, plate("bare", null)] });

test("names state the planes; scan.json states pixel size and places in µm, and the dyes", async () => {
  const manifest = await openReader(whole, { handlers: [scout] });
  expect(manifest).toMatchObject({
    wells: ["A01", "H12"],
    calibration: { pixelSizeUm: 0.325 },
    channels: [
      { id: "DAPI", name: null },
      { id: "GFP", name: "Alexa 488" },
    ],
  });
  expect(manifest.images.map(({ site, position }) => [site, position])).toContainEqual([2, { xUm: 500, yUm: 250 }]);
});

test("a damaged scan.json is a notice, and its facts are unknown", async () => {
  const { calibration, notices } = await openReader(plate("damaged", '{ "pixelSizeMm": '), { handlers: [scout] });
  expect(calibration.pixelSizeUm).toBeNull();
  expect(notices.map(({ code }) => code)).toEqual(["METADATA_UNREADABLE", "GRID_UNKNOWN", "CALIBRATION_UNKNOWN"]);
});
