import { expect, test } from "vitest";
import { readTiff } from "../../test/read-tiff.ts";
import { encodeTiff } from "./encode-tiff.ts";

const pixels = Uint16Array.from([0, 1, 2, 65535, 256, 1000]);

test("encodeTiff() stores samples, size and text, with the directory before or after the pixels", () => {
  for (const directory of ["first", "last"] as const) {
    const bytes = encodeTiff({ width: 3, height: 2, pixels, description: "a <b/>", software: "MetaSeries", directory });
    const image = readTiff(bytes);
    expect([image.width, image.height, ...image.pixels]).toEqual([3, 2, ...pixels]);
    expect(image.description).toBe("a <b/>\0");
    expect(new DataView(bytes.buffer).getUint32(4, true)).toBe(directory === "first" ? 8 : 8 + 12);
  }
});

test("encodeTiff() cuts large pages into strips of 8 KiB and the last one shorter", () => {
  const page = new Uint16Array(512 * 21).map((_, i) => i);
  const image = readTiff(encodeTiff({ width: 512, height: 21, pixels: page, description: "", software: "x" }));
  expect(image.pixels).toEqual(page);
  expect(image.tags.get(278)).toEqual([8]);
  expect(image.tags.get(279)).toEqual([8192, 8192, 5 * 1024]);
});

test("encodeTiff() lists its tags in ascending order and no date, so that equal pages are equal bytes", () => {
  const bytes = encodeTiff({ width: 3, height: 2, pixels, description: "", software: "odd" });
  const tags = [...readTiff(bytes).tags.keys()];
  expect(tags).toEqual(tags.toSorted((a, b) => a - b));
  expect(tags).not.toContain(306);
});
