import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { maxProjection, meanProjection } from "./projection.ts";

const stack = drawStack([
  [
    [1, 5],
    [9, 0],
  ],
  [
    [2, 4],
    [9, 65535],
  ],
]);

test("maxProjection() takes the largest value per pixel and keeps the dtype", async () => {
  const { image } = await maxProjection.run({ image: stack }, {}, environment());
  expect(image && pixelsOf(image)).toEqual([
    [
      [2, 5],
      [9, 65535],
    ],
  ]);
  expect(image).toMatchObject({ dtype: "uint16", axis: null, planes: [{ site: 1, channel: "1" }] });
});

test("meanProjection() averages per pixel in float32", async () => {
  const { image } = await meanProjection.run({ image: stack }, {}, environment());
  expect(image && pixelsOf(image)[0]).toEqual([
    [1.5, 4.5],
    [9, 32767.5],
  ]);
  expect(image?.dtype).toBe("float32");
});

test("maxProjection never projects over sites unless requested: it declares z and time only (landmine 32)", () => {
  expect(maxProjection.declaration.over).toEqual(["zIndex", "timepoint"]);
  expect(meanProjection.declaration.over).toEqual(["zIndex", "timepoint"]);
});
