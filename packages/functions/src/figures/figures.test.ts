import type { ImageStack } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { composite } from "./composite.ts";
import { overlayOutlines } from "./overlay-outlines.ts";

const keys = (channel: string) => [{ site: 2, channel, timepoint: 1 }];
const grey = (values: number[][], channel = "1") => drawStack([values], { keys: keys(channel) });
const labels = drawStack(
  [
    [
      [0, 0, 0, 0],
      [0, 7, 7, 7],
      [0, 7, 7, 7],
      [0, 7, 7, 7],
    ],
  ],
  { as: Uint32Array as never, kind: "labels" },
);
const flat = (value: number) => Array.from({ length: 4 }, () => [value, value, value, value]);

async function composed(inputs: Record<string, ImageStack>, params: object) {
  const { outputs } = await composite.run(inputs, { colors: {}, ranges: {}, ...params }, environment());
  return outputs?.composite as ImageStack;
}

async function overlaid(inputs: Record<string, ImageStack>, params: object = {}) {
  const { outputs } = await overlayOutlines.run(inputs, { colors: {}, ...params }, environment());
  return outputs?.overlay as ImageStack;
}

/** Red, green and blue of a pixel. */
const at = (stack: ImageStack, y: number, x: number) => pixelsOf(stack).map((plane) => plane[y]?.[x]);

test("composite() is one image in colours, of the coordinates that its channels share", async () => {
  const rgb = await composed(
    { green: grey([[0, 50, 100]]), magenta: grey([[100, 0, 0]], "2") },
    { ranges: { green: [0, 100], magenta: [0, 100] } },
  );
  expect(rgb).toMatchObject({ kind: "rgb", dtype: "uint8", shape: [3, 1, 3], axis: null });
  expect(rgb.planes).toEqual(Array(3).fill({ site: 2, timepoint: 1 }));
  expect([0, 1, 2].map((x) => at(rgb, 0, x))).toEqual([
    [255, 0, 255],
    [0, 128, 0],
    [0, 255, 0],
  ]);
});

test("composite() gives other names red, green, blue, or the colour that is asked for, and refuses what is none", async () => {
  const bright = { a: grey([[0, 9]]), b: grey([[0, 9]]) };
  expect(at(await composed(bright, {}), 0, 1)).toEqual([255, 255, 0]);
  expect(at(await composed(bright, { colors: { a: "#0010ff", b: "grey" } }), 0, 1)).toEqual([255, 255, 255]);
  await expect(composed(bright, { colors: { a: "reddish" } })).rejects.toMatchObject({ code: "PARAMETER_INVALID" });
});

test("overlayOutlines() draws the outermost pixels of objects over grey, over colours, or over black", async () => {
  const ranged = { range: [0, 100] };
  const overGrey = await overlaid({ image: grey(flat(20)), nuclei: labels }, ranged);
  expect([at(overGrey, 0, 0), at(overGrey, 1, 1), at(overGrey, 2, 2), at(overGrey, 2, 3)]).toEqual([
    [51, 51, 51],
    [255, 255, 0],
    [51, 51, 51],
    [255, 255, 0],
  ]);
  const rgb = await composed({ blue: grey(flat(1)) }, { ranges: { blue: [0, 1] } });
  const overColors = await overlaid({ rgb, nuclei: labels }, { colors: { nuclei: "red" } });
  expect([at(overColors, 0, 0), at(overColors, 1, 1)]).toEqual([
    [0, 0, 255],
    [255, 0, 0],
  ]);
  expect(at(await overlaid({ nuclei: labels }), 0, 0)).toEqual([0, 0, 0]);
  await expect(overlaid({ image: grey(flat(1)), rgb, nuclei: labels })).rejects.toMatchObject({
    code: "INPUT_INVALID",
  });
});
