import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import * as functions from "../index.ts";

const SIDE = 40;
const noise = (x: number, y: number) => 100 + ((x * 7919 + y * 104729 + x * y * 31) % 13);
const draw = (value: (x: number, y: number) => number) =>
  drawStack([Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (_, x) => value(x, y)))]);
const isCell = (x: number, y: number) => Math.hypot(x - 20, y - 18) < 8;
const empty = draw(noise);
const cell = draw((x, y) => noise(x, y) + (isCell(x, y) ? 800 : 0));

const masks = {
  thresholdOtsu: functions.thresholdOtsu,
  thresholdLi: functions.thresholdLi,
  thresholdTriangle: functions.thresholdTriangle,
  thresholdYen: functions.thresholdYen,
  thresholdNiblack: functions.thresholdNiblack,
  thresholdSauvola: functions.thresholdSauvola,
} as const;
const parameters = { correction: 1, minContrast: 5, radius: 12, k: 0.2 };

test.each(Object.keys(masks) as (keyof typeof masks)[])(
  "%s() finds a bright cell, and nothing in noise (landmine 31)",
  async (name) => {
    const run = masks[name].run as (typeof functions.thresholdOtsu)["run"];
    const found = await run({ image: cell }, parameters, environment());
    const mask = pixelsOf(found.image ?? empty)[0] ?? [];
    const wrong = mask.flatMap((row, y) => row.filter((value, x) => value !== (isCell(x, y) ? 1 : 0)));
    expect(wrong).toEqual([]);
    const none = await run({ image: empty }, parameters, environment());
    expect(pixelsOf(none.image ?? cell).flat(2)).not.toContain(1);
  },
);

test("thresholdMultiOtsu() parts background, cell and a brighter core", async () => {
  const core = (x: number, y: number) => Math.hypot(x - 20, y - 18) < 4;
  const image = draw((x, y) => noise(x, y) + (isCell(x, y) ? 800 : 0) + (core(x, y) ? 2000 : 0));
  const parted = await functions.thresholdMultiOtsu.run({ image }, { classes: 3 }, environment());
  const classes = pixelsOf(parted.image ?? empty)[0] ?? [];
  expect([classes[0]?.[0], classes[18]?.[26], classes[18]?.[20]]).toEqual([0, 1, 2]);
});
