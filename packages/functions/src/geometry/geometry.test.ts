import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { bin, crop, rotate } from "./geometry.ts";

const image = {
  ...drawStack([
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ]),
  positions: [{ xUm: 10, yUm: 20 }],
};

test("crop() cuts each plane, which has no stage position then", async () => {
  const { image: cut } = await crop.run({ image }, { x: 1, y: 0, width: 2, height: 2 }, environment());
  expect(cut).toMatchObject({ shape: [1, 2, 2], dtype: "uint16", positions: [null] });
  expect(pixelsOf(cut ?? image)[0]).toEqual([
    [2, 3],
    [5, 6],
  ]);
});

test("rotate() turns by a quarter without changing a sample, and by other angles in float32", async () => {
  const { image: turned } = await rotate.run({ image }, { angle: 90, reshape: true, fill: 0 }, environment());
  expect(turned).toMatchObject({ shape: [1, 3, 2], dtype: "uint16", positions: [null] });
  expect(pixelsOf(turned ?? image)[0]).toEqual([
    [3, 6],
    [2, 5],
    [1, 4],
  ]);
  const { image: tilted } = await rotate.run({ image }, { angle: 30, reshape: false, fill: 0 }, environment());
  expect(tilted).toMatchObject({ shape: [1, 2, 3], dtype: "float32" });
});

test("bin() makes pixels larger, and says so: the size of a pixel grows, the position stays", async () => {
  const { image: binned } = await bin.run({ image }, { factor: 2, method: "mean" }, environment());
  expect(binned).toMatchObject({ shape: [1, 1, 1], dtype: "float32", positions: image.positions });
  expect(binned?.calibration.pixelSizeUm).toBe(1);
  expect(pixelsOf(binned ?? image)).toEqual([[[3]]]);
});
