import { describe, expect, test } from "vitest";
import { Canvas, textSize } from "../src/figures/canvas.ts";
import { channelThumbnails, middlePlane } from "../src/figures/channel-thumbnails.ts";
import { contactSheet } from "../src/figures/contact-sheet.ts";
import { encodePng } from "../src/figures/encode-png.ts";
import { greyPicture, shrunkPlane } from "../src/figures/picture.ts";
import { sampleImages } from "./sample-images.ts";

/** The red samples of a picture, one letter a pixel: dark, grey, bright. */
const drawn = ({ data, width }: Canvas) => {
  const signs = Array.from({ length: data.length / 3 }, (_, i) => [".", "o", "#"][Math.ceil((data[3 * i] ?? 0) / 128)]);
  return Array.from({ length: signs.length / width }, (_, y) => signs.slice(y * width, (y + 1) * width).join(""));
};

test("greyPicture() is linear between the ends of the contrast, and clips beyond", () => {
  const plane = { data: Float32Array.of(-5, 100, 150, 200, 900), width: 5, height: 1 };
  expect([...greyPicture(plane, [100, 200]).data]).toEqual([0, 0, 128, 255, 255]);
});

test("shrunkPlane() takes means of whole blocks, and leaves what fits as it is", () => {
  const image = { data: Uint16Array.of(1, 3, 5, 7, 3, 5, 7, 9), shape: [2, 4] };
  expect([...shrunkPlane(image, 2).data]).toEqual([3, 7]);
  expect(shrunkPlane(image, 4).data).toEqual(image.data);
});

test("Canvas draws texts, and nothing outside of itself", () => {
  const canvas = new Canvas(10, 7);
  canvas.text("T1", 0, 0, 1);
  canvas.rectangle(9, 5, 50, 50, [200, 0, 0]);
  expect(drawn(canvas)).toEqual([
    "#####...#.",
    "..#....##.",
    "..#.....#.",
    "..#.....#.",
    "..#.....#.",
    "..#.....##",
    "..#....###",
  ]);
  expect(textSize("T1", 2)).toEqual({ width: 22, height: 14 });
});

describe("channelThumbnails()", () => {
  test("shows each channel of the middle well, at the middle site and z", async () => {
    const images = sampleImages();
    const found = await channelThumbnails(images, { side: 3 });
    expect(
      found.map(({ channel, name, well, picture }) => [channel, name, well, picture?.width, picture?.height]),
    ).toEqual([
      ["1", "DAPI", "B02", 3, 2],
      ["2", "2", "B02", 3, 2],
    ]);
    expect(middlePlane(images.wells.get("A01") ?? [], "1")?.key).toEqual({ site: 2, channel: "1", zIndex: 2 });
  });

  test("leaves out what cannot be read", async () => {
    const found = await channelThumbnails(sampleImages(), { side: 3, wells: 2 });
    expect(found.map(({ well, channel, picture }) => [well, channel, picture !== null])).toEqual([
      ["A01", "1", true],
      ["B02", "1", true],
      ["A01", "2", false],
      ["B02", "2", true],
    ]);
  });
});

test("contactSheet() gives equal bytes for an equal plate", async () => {
  const [one, other] = [await contactSheet(sampleImages()), await contactSheet(sampleImages())];
  expect([one.width, one.height]).toEqual([384, 420]);
  expect(await encodePng(one)).toEqual(await encodePng(other));
});
