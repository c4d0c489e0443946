import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { Canvas, textSize } from "../src/figures/canvas.ts";
import { channelThumbnails, middlePlane } from "../src/figures/channel-thumbnails.ts";
import { contactSheet } from "../src/figures/contact-sheet.ts";
import { thinnedLabels } from "../src/figures/field-planes.ts";
import { encodePng, greyPicture, shrunkPlane } from "../src/figures/picture.ts";
import { drawScaleBar } from "../src/figures/scale-bar.ts";
import { wellFigures } from "../src/figures/well-figures.ts";
import { writeFigures } from "../src/figures/write-figures.ts";
import { lengthText, roundLength } from "../src/round-length.ts";
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

describe("figures", () => {
  test("wellFigures() draws channels in their colours and outlines over them, and leaves out planes of another size", async () => {
    const images = sampleImages();
    const load: typeof images.load = async (plane) => {
      if (plane.key.channel === "2")
        return { data: new Uint16Array(4), shape: [2, 2], dtype: "uint16", pixelSizeUm: 1 };
      return images.load(plane);
    };
    const contrasts = new Map([["1", [100, 200] as const]]);
    const { overlays } = await wellFigures({ ...images, load }, "B02", contrasts);
    const [{ picture } = { picture: new Canvas(1, 1) }] = overlays;
    const at = (x: number, y: number) => [...picture.data.subarray(3 * (y * picture.width + x)).subarray(0, 3)];
    expect([picture.width, picture.height]).toEqual([6, 4]);
    // Blue from samples 100 to 200; the object begins where the label's sample is above 20.
    expect([at(0, 0), at(5, 1), at(1, 2)]).toEqual([
      [0, 0, 0],
      [0, 0, 38],
      [255, 224, 64],
    ]);
  });

  test.each([
    [0.5, 200],
    [1.3, 154],
    [null, 0],
  ])("drawScaleBar() draws a round length to scale at %s µm a pixel", (pixelSizeUm, width) => {
    const canvas = new Canvas(1000, 400);
    drawScaleBar(canvas, pixelSizeUm);
    const row = drawn(canvas)[400 - 5 - 1] ?? "";
    expect(row.replaceAll(".", "").length).toBe(width);
  });

  test("roundLength() and lengthText() say lengths as rulers do", () => {
    expect([7, 49, 50, 0.3, 1234].map(roundLength)).toEqual([5, 20, 50, 0.2, 1000]);
    expect([5, 0.2, 1000, 50_000].map(lengthText)).toEqual(["5 µm", "200 nm", "1 mm", "50 mm"]);
  });

  test("thinnedLabels() takes pixels of the labels, and never mixes them", () => {
    const image = {
      data: Int32Array.from({ length: 36 }, (_, i) => (i % 6 < 3 ? 5 : 900)),
      shape: [6, 6],
      dtype: "int32",
    };
    expect([...thinnedLabels({ ...image, dtype: "int32", pixelSizeUm: null }, 2).data]).toEqual([5, 900, 5, 900]);
  });

  test("writeFigures() writes an overlay of each field and a montage of each well, equal bytes each time, and leaves out what cannot be read", async () => {
    const folder = await mkdtemp(join(tmpdir(), "ohcs-figures-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const [one, two] = [join(folder, "one"), join(folder, "two")];
    const paths = await writeFigures(sampleImages(), one);
    expect(paths.map((path) => path.slice(one.length + 1))).toEqual([
      "overlays/A01_s001.png",
      "overlays/A01_s002.png",
      "montages/A01.png",
      "overlays/B02.png",
      "montages/B02.png",
    ]);
    await writeFigures(sampleImages(), two);
    for (const path of paths) expect(await readFile(path)).toEqual(await readFile(path.replace(one, two)));
    expect((await readdir(join(one, "overlays"))).length).toBe(3);
  });
});
