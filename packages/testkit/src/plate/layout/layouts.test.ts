import { expect, test } from "vitest";
import { tinyPlate } from "../design/tiny-plate.ts";
import { planePath, renderPlateFiles } from "../render-plate-files.ts";

const text = (bytes: Uint8Array | undefined, encoding = "utf-8") => new TextDecoder(encoding).decode(bytes);

test("a plate of Opera Phenix: the field in the centre first, then a snake; metres, y up, times from 0", () => {
  const design = tinyPlate({ layout: "phenix", wells: ["AB03"], format: 1536, sites: 9, z: 2, timepoints: 2 });
  const files = new Map(renderPlateFiles(design));
  expect(design.wells[0]?.tiles.map(({ row, column }) => `${row}${column}`)).toEqual([
    "11",
    "00",
    "01",
    "02",
    "12",
    "10",
    "20",
    "21",
    "22",
  ]);
  const plane = { well: "AB03", site: 2, channel: 1, zIndex: 2, timepoint: 2 };
  expect(planePath(design, plane)).toBe("Images/r28c03f02p02-ch1sk2fk1fl1.tiff");
  expect(files.has(planePath(design, plane))).toBe(true);
  const index = text(files.get("Images/Index.xml"));
  const listed = index.split("\r\n").find((line) => line.includes("r28c03f02p02-ch1sk2"));
  // 32 px wide, a quarter of them shared, 0.65 µm
  expect(listed).toContain('<PositionX Unit="m">-0.0000156</PositionX><PositionY Unit="m">0.0000156</PositionY>');
  expect(listed).toContain("<TimepointID>1</TimepointID>");
});

test("a plate of CellVoyager: records with places, y up, and a dark image among the measurements", () => {
  const design = tinyPlate({ layout: "cellvoyager", name: "my plate", sites: 4, channels: 2, missing: 1 });
  const files = new Map(renderPlateFiles(design));
  const plane = { well: "B02", site: 1, channel: 2, zIndex: 1, timepoint: 1 };
  expect(planePath(design, plane)).toBe("my plate_B02_T0001F001L01A02Z01C02.tif");
  const records = text(files.get("MeasurementData.mlf"))
    .split("\r\n")
    .filter((line) => line.includes("Record "));
  expect(records).toHaveLength(16);
  expect(records.find((line) => line.includes("B02_T0001F001L01A02"))).toContain('bts:X="-7.8" bts:Y="7.8"');
  expect([...files.keys()].filter((path) => path.endsWith(".tif"))).toHaveLength(15 + 1);
});

test("a plate of ScanR: wells by label and number, channels by name, z and time from 0", () => {
  const design = tinyPlate({ layout: "scanr", sites: 2, channels: 2 });
  const files = new Map(renderPlateFiles(design));
  const plane = { well: "B02", site: 2, channel: 2, zIndex: 1, timepoint: 1 };
  expect(planePath(design, plane)).toBe("data/B2--W00014--P00002--Z00000--T00000--GFP.tif");
  expect(text(files.get("experiment_descriptor.xml"), "latin1")).toContain(
    "<DBL><Name>conversion factor um/pixel</Name><Val>0.65</Val></DBL>",
  );
});
