import * as root from "@ohcs/microscopes";
import * as disk from "@ohcs/microscopes/disk";
import { expect, test } from "vitest";

test("@ohcs/microscopes exports these names", () => {
  expect(Object.keys(root).sort()).toEqual([
    "KNOWN_PATTERNS",
    "buildManifest",
    "imageXpressDatabase",
    "imageXpressExport",
    "imageXpressFormat",
    "manifestOfZarr",
    "microscopeErrors",
    "microscopeNotices",
    "parseHtd",
    "parseMetaSeries",
    "parsePattern",
    "patternFormat",
    "suggestPattern",
  ]);
});

test("@ohcs/microscopes/disk exports these names", () => {
  expect(Object.keys(disk).sort()).toEqual(["HANDLER_NAMES", "imageXpress", "omeZarr", "openPlate", "pattern"]);
});
