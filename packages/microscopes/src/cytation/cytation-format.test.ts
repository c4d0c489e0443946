import { expect, test } from "vitest";
import { plateFiles } from "../../test/plate-files.ts";
import { cytationFormat } from "./cytation-format.ts";
import { parseGen5 } from "./parse-gen5.ts";

const read = (...paths: readonly string[]) => {
  const { planes, notices, description } = cytationFormat.read(plateFiles(...paths), new Map());
  return {
    planes: planes.map(({ well, site, channel, zIndex, timepoint }) =>
      [well, site, channel, zIndex, timepoint].join(" "),
    ),
    notices: notices.map(({ code, count }) => `${code} ${count}`),
    names: [...(description?.channels ?? [])].map(([id, { name }]) => `${id} ${name}`),
  };
};

test("trap: unpadded columns, two-letter rows, empty fields, commas and upper-case extensions in names", () => {
  const { planes, names } = read(
    "B7_01_1_3_DAPI 377,447_001.tif",
    "D11_01_2_12__002.TIF",
    "AF48_01_1_1Z4_DAPI 377,447_001.tif",
  );
  expect(planes).toEqual(["B07 3 1 1 1", "D11 12 2 1 2", "AF48 1 1 4 1"]);
  expect(names).toEqual(["1 DAPI 377,447"]);
});

test("names of filter cubes state excitation and emission", () => {
  const { description } = cytationFormat.read(
    plateFiles("A1_01_1_1_DAPI 377,447_001.tif", "A1_01_2_1_GFP_001.tif"),
    new Map(),
  );
  expect(description?.channels).toEqual(
    new Map([
      ["1", { name: "DAPI 377,447", excitationNm: 377, emissionNm: 447 }],
      ["2", { name: "GFP" }],
    ]),
  );
});

test("trap: images that Gen5 made of others are set aside, unless there are no others", () => {
  const stitched = "A1_-1_1_1_Stitched[GFP 469,525]_001.tif";
  expect(read("A1_01_1_1_GFP 469,525_001.tif", stitched)).toEqual({
    planes: ["A01 1 1 1 1"],
    notices: ["DERIVED_SET_ASIDE 1"],
    names: ["1 GFP 469,525"],
  });
  expect(read(stitched).planes).toEqual(["A01 1 1 1 1"]);
});

test("trap: every read step numbers its channels from 1", () => {
  expect(read("A1_01_1_1_DAPI_001.tif", "A1_02_1_1_GFP_001.tif")).toMatchObject({
    planes: ["A01 1 1-1 1 1", "A01 1 2-1 1 1"],
    names: ["1-1 DAPI", "2-1 GFP"],
  });
});

test("parseGen5() reads pixel size and channel, and nothing of other texts", () => {
  const xml =
    '<?xml version="1.0"?><BTIImageMetaData Version="29"><ImageAcquisition><PixelWidth>1992</PixelWidth>' +
    '<ImageWidthMicrons>1389.0</ImageWidthMicrons><Channel Color="Stitched[DAPI 377,447]"/></ImageAcquisition></BTIImageMetaData>';
  expect(parseGen5(xml)).toEqual({ pixelSizeUm: 1389 / 1992, position: null, channelName: "DAPI 377,447" });
  expect(parseGen5(xml.replace("1992", "0"))?.pixelSizeUm).toBeNull();
  expect([parseGen5("<MetaData/>"), parseGen5("<BTIImageMetaData>"), parseGen5("")]).toEqual([null, null, null]);
});
