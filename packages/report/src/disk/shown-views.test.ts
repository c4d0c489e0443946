import type { ProcessingContext, WellRecord } from "@ohcs/context";
import { expect, test } from "vitest";
import { roomOf, shownViews } from "./shown-views.ts";

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

function recordOf(...planes: readonly { output: string; path: string; key: object; sample?: number }[]): WellRecord {
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
    "heights",
    "stored image of the well",
    "site 2, z 2",
    "site 1, z 1",
    "site 1, z 3",
    "site 2, z 1",
    "site 2, z 3",
  ]);
  expect(views[2]?.planes.get("1")?.get(0)).toEqual({ path: "whole.tif", page: 0, sample: null, backend: "images" });
  expect(views.map(({ outlines }) => outlines?.channel ?? null)).toEqual([null, null, null, "2", null, null, "2", "2"]);
});

type Place = { readonly sample?: number; readonly key: object };

test.each([
  ["samples of a file", (i: number): Place => ({ sample: i, key: { site: 1 } })],
  ["channels of a plate", (i: number): Place => ({ key: { site: 1, channel: String(i + 1) } })],
])("red, green and blue of a picture in colours are %s, and no outlines lie over it", (_, place) => {
  const parts = [0, 1, 2].map((i) => ({ output: "rgb:overlay", path: "overlay", ...place(i) }));
  const labels = { output: "labels:nuclei", path: "labels.tif", key: { site: 1 } };
  const views = shownViews([{ context: wellOf(1, 1), records: [recordOf(...parts, labels)] }]);
  expect(views.map(({ text, outlines }) => [text, outlines?.name])).toEqual([
    ["the only plane", "nuclei"],
    ["overlay", undefined],
  ]);
  const { planes = new Map() } = views[1] ?? {};
  expect([...planes].map(([color, wells]) => [color, wells.get(0)?.sample])).toEqual(
    ["red", "green", "blue"].map((color, i) => [color, place(i).sample ?? null]),
  );
});

test("a plate of many wells is shown by one plane of each channel", () => {
  const wells = Array.from({ length: 384 }, () => ({ context: wellOf(4, 3), records: [] }));
  expect(shownViews(wells).map(({ text }) => text)).toEqual(["site 1, z 2"]);
});

test.each([
  [24, "all views"],
  [384, "one view"],
])("of a plate of %i wells each tells by itself what a report shows of it, %s, and in which size", (count) => {
  const record = recordOf({ output: "image", path: "whole.tif", key: { channel: "1", timepoint: 1 } });
  const wells = Array.from({ length: count }, () => ({ context: wellOf(4, 3), records: [record] }));
  // A well that failed has stored nothing.
  const plate = shownViews([...wells.slice(1), { context: wellOf(4, 3), records: [] }]);
  const one = shownViews(wells.slice(0, 1), count);
  expect(one.map(({ text }) => text)).toEqual(plate.map(({ text }) => text));
  expect(one.map((view) => roomOf(view, one, count))).toEqual(plate.map((view) => roomOf(view, plate)));
});
