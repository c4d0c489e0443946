import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { detectSpots } from "./detect-spots.ts";

const SIDE = 40;
const SPOTS = [
  [8, 8],
  [12, 9],
  [30, 10],
  [20, 31],
];
const height = (x: number, y: number) =>
  SPOTS.reduce(
    (sum, [u = 0, v = 0]) => sum + 900 * Math.exp(-((x - u) ** 2 + (y - v) ** 2) / 4),
    100 + ((7 * x + 11 * y) % 5),
  );
const drawn = (value: (x: number, y: number) => number) =>
  Array.from({ length: SIDE }, (_, y) => Array.from({ length: SIDE }, (_, x) => Math.round(value(x, y))));
const image = drawStack([drawn(height)]);
/** Object 1 holds two spots, object 2 none, object 3 one; the fourth spot lies outside. */
const objects = drawStack([drawn((x, y) => (y > 20 ? 0 : x < 16 ? 1 : x < 24 ? 2 : 3))], {
  as: Uint32Array,
  kind: "labels",
});
const options = { sigma: 1.5, minContrast: 10, subpixel: true };

const tablesOf = async (inputs: Parameters<typeof detectSpots.run>[0]) => {
  const { outputs } = await detectSpots.run(inputs, options, environment());
  return [recordsOf(outputs?.spots as Table), recordsOf(outputs?.objects as Table)] as const;
};

test("detectSpots() lists spots with their places, intensities and the objects they lie in, and counts them, 0 included", async () => {
  const [spots, counts] = await tablesOf({ image, objects });
  const places = spots.map(({ Location_Center_X: x, Location_Center_Y: y }) => [
    Math.round(Number(x)),
    Math.round(Number(y)),
  ]);
  expect(places).toEqual(SPOTS);
  expect(spots.map(({ ObjectNumber, Parent_Objects }) => [ObjectNumber, Parent_Objects])).toEqual([
    [1, 1],
    [2, 1],
    [3, 3],
    [4, 0],
  ]);
  for (const { Spots_Intensity } of spots) expect(Number(Spots_Intensity)).toBeGreaterThan(900);
  expect(counts.map(({ ObjectNumber, Children_Spots_Count }) => [ObjectNumber, Children_Spots_Count])).toEqual([
    [1, 2],
    [2, 0],
    [3, 1],
  ]);
});

test("detectSpots() without objects has spots alone, and refuses objects of another size", async () => {
  const [spots, counts] = await tablesOf({ image });
  expect(spots.map(({ Parent_Objects }) => Parent_Objects)).toEqual([null, null, null, null]);
  expect(counts).toEqual([]);
  const other = drawStack([[[1]]], { as: Uint32Array, kind: "labels" });
  await expect(async () => detectSpots.run({ image, objects: other }, options, environment())).rejects.toThrow(
    "Cannot count spots: expected planes of",
  );
});
