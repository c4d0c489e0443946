import { expect, test } from "vitest";
import { imageAxes } from "./image-axes.ts";
import { pyramidLevels } from "./pyramid-levels.ts";

test("pyramidLevels() halves y and x, rounding up, and moves the first pixel's centre by half a pixel", () => {
  const axes = imageAxes("cyx");
  const options = { axes, shape: [2, 1080, 513], scale: [1, 0.5, 0.5], translation: [0, 100, 200], smallest: 300 };
  expect(pyramidLevels(options)).toEqual([
    { path: "0", shape: [2, 1080, 513], scale: [1, 0.5, 0.5], translation: [0, 100, 200] },
    { path: "1", shape: [2, 540, 257], scale: [1, 1, 1], translation: [0, 100.25, 200.25] },
    { path: "2", shape: [2, 270, 129], scale: [1, 2, 2], translation: [0, 100.75, 200.75] },
  ]);
});

test("pyramidLevels() of a small image, or of one level, is the image itself", () => {
  const axes = imageAxes("yx");
  const small = { axes, shape: [256, 256], scale: [1, 1] };
  expect(pyramidLevels(small)).toEqual([{ path: "0", shape: [256, 256], scale: [1, 1] }]);
  expect(pyramidLevels({ axes, shape: [4096, 4096], scale: [1, 1], levels: 1 })).toHaveLength(1);
});

test("pyramidLevels() leaves an axis of length 1 alone, and ends at one pixel", () => {
  const levels = pyramidLevels({ axes: imageAxes("yx"), shape: [1, 4], scale: [1, 1], smallest: 1 });
  expect(levels.map(({ shape, scale }) => [shape, scale])).toEqual([
    [
      [1, 4],
      [1, 1],
    ],
    [
      [1, 2],
      [1, 2],
    ],
    [
      [1, 1],
      [1, 4],
    ],
  ]);
});

test.each([
  { shape: [10], scale: [1, 1] },
  { shape: [10, 0], scale: [1, 1] },
  { shape: [10, 10], scale: [1, -1] },
  { shape: [10, 10], scale: [1, 1], translation: [1, Number.NaN] },
])("pyramidLevels() refuses %j", (options) => {
  const make = () => pyramidLevels({ axes: imageAxes("yx"), ...options });
  expect(make).toThrow(expect.objectContaining({ code: "NGFF_PYRAMID_INVALID" }));
});

test("imageAxes() refuses other orders and names", () => {
  for (const names of ["xy", "ctyx", "yxc", "x", "q"])
    expect(() => imageAxes(names)).toThrow(expect.objectContaining({ code: "NGFF_AXES_INVALID" }));
});
