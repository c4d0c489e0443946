import type { ProcessingContext, WellRecord } from "@ohcs/context";
import { expect, test } from "vitest";
import { shownViews } from "./shown-views.ts";

/** A well of so many sites, z planes and timepoints, in two channels. */
function wellOf(sites: number, depth: number, times = 1) {
  const keys = Array.from({ length: sites * depth * times * 2 }, (_, i) => ({
    channel: String((i % 2) + 1),
    zIndex: (Math.floor(i / 2) % depth) + 1,
    site: (Math.floor(i / 2 / depth) % sites) + 1,
    timepoint: Math.floor(i / 2 / depth / sites) + 1,
  }));
  const images = { toArray: () => keys.map((_, i) => ({ path: `${i}`, page: 0, sample: null })) };
  const layout = { get: (i: number) => ({ toObject: () => keys[i] }) };
  return { images, layout } as unknown as ProcessingContext;
}

function recordOf(...planes: readonly { output: string; path: string; key: object }[]): WellRecord {
  const stored = [
    { step: "s", files: [], planes: planes.map((plane) => ({ ...plane, backend: "images" })), tables: [] },
  ];
  return { stored } as unknown as WellRecord;
}

test("the first site is shown first, in the middle of z, then what was stored of the whole well, then all others", () => {
  const record = recordOf(
    { output: "image", path: "whole.tif", key: { channel: "1", timepoint: 1 } },
    { output: "image:heights", path: "heights.tif", key: { channel: "1", timepoint: 1 } },
    { output: "image", path: "site.tif", key: { channel: "1", timepoint: 1, site: 1 } },
    { output: "labels:nuclei", path: "labels.tif", key: { channel: "2", timepoint: 1, site: 2 } },
  );
  const views = shownViews([{ context: wellOf(2, 3), records: [record] }]);
  expect(views.map(({ text }) => text)).toEqual([
    "site 1, z 2",
    "stored image of the well",
    "site 2, z 2",
    "site 1, z 1",
    "site 1, z 3",
    "site 2, z 1",
    "site 2, z 3",
  ]);
  expect(views[1]?.planes.get("1")?.get(0)).toEqual({ path: "whole.tif", page: 0, sample: null, backend: "images" });
  expect(views.map(({ outlines }) => outlines?.channel ?? null)).toEqual([null, null, "2", null, null, "2", "2"]);
});

test("a plate of many wells is shown by one plane of each channel", () => {
  const wells = Array.from({ length: 384 }, () => ({ context: wellOf(4, 3), records: [] }));
  expect(shownViews(wells).map(({ text }) => text)).toEqual(["site 1, z 2"]);
});
