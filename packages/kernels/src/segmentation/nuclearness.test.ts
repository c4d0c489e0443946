import { expect, test } from "vitest";
import type { Plane } from "../plane.ts";
import { nuclearness } from "./nuclearness.ts";

const SIDE = 128;
const CENTRES = Array.from({ length: 16 }, (_, i) => ({ x: 16 + 32 * (i % 4), y: 16 + 32 * (i >> 2) }));

/** Noise of sigma 3 on a background of 100, and 200 where `isBright`. */
function drawn(isBright: (x: number, y: number) => boolean): Plane {
  const data = Uint16Array.from({ length: SIDE * SIDE }, (_, i) => {
    const noise = Math.sin(i * 12.9898) * 43758.5453;
    return 100 + 10 * (noise - Math.floor(noise)) + (isBright(i % SIDE, Math.floor(i / SIDE)) ? 200 : 0);
  });
  return { data, height: SIDE, width: SIDE };
}

const scoresOf = (channels: readonly Plane[]) => nuclearness(channels).map(({ score }) => score);
const distance = (x: number, y: number) => Math.min(...CENTRES.map((c) => Math.hypot(x - c.x, y - c.y)));
const nuclei = drawn((x, y) => distance(x, y) < 7);
const sheet = drawn((x, y) => distance(x, y) >= 7 && Math.sin(x / 9) + Math.sin(y / 7) > -1.2);
const roundCells = drawn((x, y) => distance(x, y) < 11);
const few = drawn((x, y) => Math.hypot(x - 16, y - 16) < 7);
const nothing = drawn(() => false);

test("nuclei look like nuclei, a ragged sheet of cells and an empty image do not", () => {
  const [own = 0, cells = 1, empty = 1] = scoresOf([nuclei, sheet, nothing]);
  expect(own).toBeGreaterThan(0.9);
  expect(cells).toBeLessThan(0.2);
  expect(empty).toBe(0);
});

test("round cells look like nuclei alone, but not beside the nuclei that lie within them", () => {
  expect(scoresOf([roundCells])[0]).toBeGreaterThan(0.9);
  const [cells = 1, own = 0] = scoresOf([roundCells, nuclei]);
  expect(own).toBeGreaterThan(0.9);
  expect(cells).toBeLessThan(0.5);
});

test("a stain of few nuclei counts little beside one of all", () => {
  const [one = 1, all = 0] = scoresOf([few, nuclei]);
  expect(one).toBeLessThan(0.1);
  expect(all).toBeGreaterThan(0.9);
});

test("separate convex objects are counted", () => {
  const [all, one, none] = nuclearness([nuclei, few, nothing]).map(({ objects }) => Math.round(objects));
  expect([all, one, none]).toEqual([16, 1, 0]);
});

test("channels without anything are all alike, and of equal size", () => {
  expect(scoresOf([nothing, nothing])).toEqual([0, 0]);
  expect(() => nuclearness([nuclei, { ...nuclei, height: 64, width: 256 }])).toThrow("compare channels");
});
