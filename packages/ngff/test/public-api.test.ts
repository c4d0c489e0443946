import * as root from "@ohcs/ngff";
import { expect, test } from "vitest";

test("@ohcs/ngff exports these names", () => {
  expect(Object.keys(root).sort()).toEqual([
    "NGFF_VERSIONS",
    "arrayDocument",
    "flatMultiscale",
    "groupDocuments",
    "imageAttributes",
    "imageAxes",
    "imageDocuments",
    "labelAttributes",
    "labelsAttributes",
    "locateWell",
    "ngffErrors",
    "ngffRules",
    "parseMetadata",
    "plateAttributes",
    "plateDocuments",
    "plateLayout",
    "pyramidLevels",
    "validateHierarchy",
    "validateMetadata",
    "wellAttributes",
    "zarrFormatOf",
  ]);
});
