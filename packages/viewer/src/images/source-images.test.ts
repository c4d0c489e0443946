import type { PlateManifest, SourceImage } from "@ohcs/context";
import { FileManager } from "@ohcs/filemanager";
import { expect, test } from "vitest";
import { sourceImages } from "./source-images.ts";

test("sourceImages() loads each plane from its page and sample of a file", async () => {
  const at = { well: "A01", site: 1, zIndex: 1, timepoint: 1, path: "rgb.tif", bytes: 1, mtimeMs: 0 };
  const rest = { header: null, position: null };
  const image = (channel: string, page: number, sample?: number): SourceImage => {
    return { ...at, ...rest, channel, page, ...(sample === undefined ? {} : { sample }) };
  };
  const images = [image("red", 0, 0), image("green", 0, 1), image("grey", 1)];
  const manifest = { plateId: "p", channels: [], images, calibration: { pixelSizeUm: 2 } } as unknown as PlateManifest;
  const asked: unknown[] = [];
  const backend = {
    load: async (path: string, options: unknown) => {
      asked.push([path, options]);
      return { data: new Uint8Array(1), shape: [1, 1], dtype: "uint8", pixelSizeUm: null };
    },
    close: async () => undefined,
  };
  const plate = sourceImages(manifest, new FileManager({ disk: () => backend as never }));
  for (const plane of plate.wells.get("A01") ?? []) await plate.load(plane);
  expect(asked).toEqual([
    ["rgb.tif", { page: 0, sample: 0 }],
    ["rgb.tif", { page: 0, sample: 1 }],
    ["rgb.tif", { page: 1, sample: null }],
  ]);
});
