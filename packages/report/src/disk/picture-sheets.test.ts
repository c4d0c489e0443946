import sharp from "sharp";
import { expect, test } from "vitest";
import { channelsOf, noisyStorage, viewOf } from "../../test/noisy-plate.ts";
import { IN_COLORS } from "../report-data.ts";
import { pictureSheets } from "./picture-sheets.ts";

test("an image that cannot be read is left out and named, the others keep their places", async () => {
  const { storage } = noisyStorage(16);
  const view = viewOf(3, ["1"], (_, well) => (well === 1 ? "broken" : `${well}`));
  const { sheets, unread, looks } = await pictureSheets(storage, [view], channelsOf(["1"]));
  expect(sheets[0]).toMatchObject({ width: 16, height: 16, factor: 1, columns: 2, wells: [0, 2] });
  expect(unread).toEqual([{ channel: "1", well: 1, code: "UNKNOWN", message: "is broken" }]);
  expect(looks.map(({ well }) => well)).toEqual([0, 2]);
  expect(looks[0]?.sharpness).toBeCloseTo(1, 0);
  expect(looks[0]?.percentMaximal).toBeLessThan(5);
});

test("all planes of a size are read into the same memory, one after the other", async () => {
  const { storage, asked, memory } = noisyStorage(16);
  await pictureSheets(storage, [viewOf(5, ["1", "2"])], channelsOf(["1", "2"]));
  expect([asked.length, memory.size]).toEqual([10, 1]);
});

test("a picture in colours is one sheet, in which no contrast is changed", async () => {
  const { storage } = noisyStorage(16);
  const grey = viewOf(2, ["1"]);
  const colors = viewOf(2, ["red", "green", "blue"], (color, well) =>
    well === 0 && color === "blue" ? "broken" : color,
  );
  const views = [grey, { ...colors, output: "rgb:overlay" }];
  const { sheets, images, unread } = await pictureSheets(storage, views, channelsOf(["1"]));
  expect(sheets[1]).toMatchObject({ view: 1, channel: IN_COLORS, wells: [1], low: 0, high: 255 });
  const { channels, width } = await sharp(Buffer.from(images[1]?.split(",")[1] ?? "", "base64")).metadata();
  expect([sheets.length, channels, width]).toEqual([2, 3, 16]);
  expect(unread).toMatchObject([{ channel: "overlay", well: 0 }]);
});
