import { expect, test } from "vitest";
import { plateFiles } from "../../test/plate-files.ts";
import { openHcsFormat } from "./openhcs-format.ts";

const metadata = (subdirectories: unknown) =>
  new Map([["openhcs_metadata.json", new TextEncoder().encode(JSON.stringify({ subdirectories }))]]);
const facts = { pixel_size: 0.65, grid_dimensions: [2, 3], channels: { "1": "DAPI", "2": null }, main: true };

test("an output is a plate: the main folder's images, with its pixel size, grid and names of channels", () => {
  const files = plateFiles(
    "images/B02_s001_w1_z001_t001.tif",
    "images/AF48_w2.png",
    "labels/B02_s001_w1_z001_t001.tif",
  );
  const { planes, notices, description } = openHcsFormat.read(files, metadata({ labels: {}, images: facts }));
  expect(planes.map(({ well, site, channel, zIndex, timepoint }) => [well, site, channel, zIndex, timepoint])).toEqual([
    ["B02", 1, "1", 1, 1],
    ["AF48", 1, "2", 1, 1],
  ]);
  expect(notices).toEqual([]);
  expect(description).toMatchObject({ pixelSizeUm: 0.65, grid: { rows: 2, columns: 3 } });
  expect([...(description?.channels ?? [])]).toEqual([["1", { name: "DAPI" }]]);
});

test("a pixel size of null, as OpenHCS 0.8 writes it, is unknown", () => {
  const reading = openHcsFormat.read(
    plateFiles("images/B02_s001_w1.tif"),
    metadata({ images: { ...facts, pixel_size: null } }),
  );
  expect(reading.description?.pixelSizeUm).toBeNull();
});

test.each(["{", "[]", '{"subdirectories":[1]}', '{"subdirectories":{"..":1,"a":2}}'])(
  "metadata that name no folder are a notice: %s",
  (text) => {
    const companions = new Map([["openhcs_metadata.json", new TextEncoder().encode(text)]]);
    const { planes, notices } = openHcsFormat.read(plateFiles("images/B02_s001_w1.tif"), companions);
    expect([planes.length, notices.map(({ code }) => code)]).toEqual([1, ["METADATA_UNREADABLE"]]);
  },
);

test("only folders with the metadata are recognized: others may be called so by chance", () => {
  expect(openHcsFormat.recognizes(["images/B02_s001_w1.tif", "openhcs_metadata.json"])).toBe(1);
  expect(openHcsFormat.recognizes(["images/B02_s001_w1.tif"])).toBe(0);
});
