import { expect, test } from "vitest";
import { channelsOf, noisyStorage, viewOf } from "../../test/noisy-plate.ts";
import { pictureSheets } from "./picture-sheets.ts";

const ids = ["1", "2", "3", "4"];

test.each([
  [384, 11e6],
  [1536, 25e6],
])(
  "pictures of %i wells in 4 channels of noise have room on a page, and each plane is read once",
  async (wells, bytes) => {
    const { storage, asked } = noisyStorage(128);
    const { sheets, images } = await pictureSheets(storage, [viewOf(wells, ids)], channelsOf(ids));
    expect(asked).toHaveLength(4 * wells);
    expect(sheets.map((sheet) => sheet.wells.length)).toEqual([wells, wells, wells, wells]);
    expect(images.reduce((sum, image) => sum + image.length, 0)).toBeLessThan(bytes);
    const pixels = sheets.reduce((sum, { width, height, columns }) => sum + width * height * columns ** 2, 0);
    // Twice of all of them are in memory at a time at most, however many wells there are.
    expect(pixels).toBeLessThan(30e6);
  },
);
