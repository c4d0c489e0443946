import { expect, test } from "vitest";
import { calibrate } from "./calibrate.ts";
import type { PlaneFile, PlaneHeader } from "./plate-reading.ts";

const plane = (path: string, pixelSizeUm: number | null = null): PlaneFile => ({
  ...{ path, bytes: 1, mtimeMs: 1, well: "A01", site: 1, channel: "1", zIndex: 1, timepoint: 1, page: 0 },
  pixelSizeUm,
});
const header = (pixelSizeUm: number | null, pixelSizeFrom: "description" | "tags"): PlaneHeader => ({
  header: { width: 4, height: 4, dtype: "uint16", pages: 1 },
  ...{ problem: null, position: null, channelName: null, pixelSizeUm, pixelSizeFrom },
});
const headers = new Map([
  ["a.tif", header(0.5, "tags")],
  ["b.tif", header(0.325, "description")],
  ["c.tif", header(0.325, "description")],
  ["d.tif", header(72, "tags")],
]);

test("pixel sizes are ranked: metadata files, descriptions of images, tags; print resolutions are none", () => {
  const planes = [plane("a.tif", 0.65), plane("b.tif", 0.65)];
  const { pixelSizeUm, sources } = calibrate(planes, headers, { path: "Index.xml" });
  expect(pixelSizeUm).toBe(0.65);
  expect(sources).toEqual([
    { from: "metadata", path: "Index.xml", pixelSizeUm: 0.65 },
    { from: "description", path: "b.tif", pixelSizeUm: 0.325 },
    { from: "tags", path: "a.tif", pixelSizeUm: 0.5 },
  ]);
});

test("a source that contradicts itself is not passed over for one of lower rank", () => {
  const { pixelSizeUm, sources, notices } = calibrate([plane("a.tif", 0.65), plane("b.tif", 0.7)], headers, {});
  expect([pixelSizeUm, sources.length, notices[0]?.code]).toEqual([null, 4, "CALIBRATION_DIFFERS"]);
});

test("what the whole plate states comes before what planes state", () => {
  expect(calibrate([plane("a.tif", 0.65)], headers, { pixelSizeUm: 0.6 }).pixelSizeUm).toBe(0.6);
});
