import * as root from "@ohcs/microscopes";
import * as disk from "@ohcs/microscopes/disk";
import { expect, test } from "vitest";

test("@ohcs/microscopes exports these names", () => {
  expect(Object.keys(root).sort()).toEqual([
    "NAMED_PATTERNS",
    "buildManifest",
    "cellVoyager",
    "cellVoyagerFormat",
    "cellomics",
    "cytation",
    "decodeText",
    "elementAt",
    "formatHandler",
    "imageXpress",
    "imageXpressDatabase",
    "imageXpressExport",
    "imageXpressFormat",
    "inCell",
    "inCellFormat",
    "isImagePath",
    "loadData",
    "manifestOfZarr",
    "microscopeErrors",
    "microscopeNotices",
    "notice",
    "numberOf",
    "omeTiff",
    "omeZarr",
    "openHcs",
    "openReader",
    "operaPhenix",
    "parseHtd",
    "parseMetaSeries",
    "parsePattern",
    "patternFormat",
    "patternHandler",
    "phenixFormat",
    "readByPattern",
    "readXml",
    "scanR",
    "scanrFormat",
    "suggestPattern",
    "textAt",
    "timeOf",
  ]);
});

test("@ohcs/microscopes/disk exports these names", () => {
  expect(Object.keys(disk).sort()).toEqual([
    "builtInHandlers",
    "cellVoyager",
    "cellomics",
    "cytation",
    "diskPlateReader",
    "imageXpress",
    "inCell",
    "loadData",
    "omeTiff",
    "omeZarr",
    "openHcs",
    "openPlate",
    "operaPhenix",
    "pattern",
    "scanR",
  ]);
});
