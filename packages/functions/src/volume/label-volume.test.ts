import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { labelVolume } from "./label-volume.ts";

const masks = drawStack([
  [
    [1, 0, 0, 0],
    [0, 0, 0, 1],
  ],
  [
    [1, 0, 0, 0],
    [0, 0, 0, 0],
  ],
  [
    [1, 1, 0, 0],
    [0, 0, 0, 0],
  ],
]);

async function run(params: { readonly minVolume?: number; readonly zStep?: number }) {
  const { outputs } = await labelVolume.run(
    { image: masks },
    { connectivity: 26, minVolume: 1, ...params },
    environment(),
  );
  return { labels: pixelsOf(outputs?.labels as typeof masks), volumes: recordsOf(outputs?.volumes as Table) };
}

test("labelVolume() numbers objects across planes, and measures them in voxels and µm³", async () => {
  const { labels, volumes } = await run({ zStep: 2 });
  expect(labels.map(([row]) => row)).toEqual([
    [1, 0, 0, 0],
    [1, 0, 0, 0],
    [1, 1, 0, 0],
  ]);
  expect(labels[0]?.[1]).toEqual([0, 0, 0, 2]);
  expect(volumes).toMatchObject([
    {
      ObjectNumber: 1,
      AreaShape_Volume: 4,
      AreaShape_Volume_um3: 4 * 0.5 * 0.5 * 2,
      AreaShape_FirstPlane: 1,
      AreaShape_LastPlane: 3,
    },
    { ObjectNumber: 2, AreaShape_Volume: 1, AreaShape_FirstPlane: 1, AreaShape_LastPlane: 1, Metadata_TouchesEdge: 1 },
  ]);
  const [first] = volumes;
  expect(Number(first?.AreaShape_MajorAxisLength_um)).toBeGreaterThan(Number(first?.AreaShape_MinorAxisLength_um));
});

test("labelVolume() drops small objects, and assumes no distance of planes", async () => {
  const { labels, volumes } = await run({ minVolume: 2 });
  expect(labels[0]?.[1]).toEqual([0, 0, 0, 0]);
  expect(volumes).toMatchObject([
    { AreaShape_Volume: 4, AreaShape_Volume_um3: null, AreaShape_MajorAxisLength_um: null },
  ]);
});

/** Two balls of 2.5 µm whose centres are 4 µm apart along x, in voxels of 0.5 µm and planes 1 µm apart. */
function twins() {
  const [depth, height, width] = [7, 13, 21];
  const isInside = (x: number, y: number, z: number) =>
    [6, 14].some((center) => Math.hypot((x - center) / 2, (y - 6) / 2, z - 3) <= 2.5);
  const plane = (z: number) =>
    Array.from({ length: height }, (_, y) => Array.from({ length: width }, (_, x) => Number(isInside(x, y, z))));
  return drawStack(Array.from({ length: depth }, (_, z) => plane(z)));
}

test("labelVolume() parts balls that touch at their neck, where it knows how far planes are apart", async () => {
  const usual = { connectivity: 26, minVolume: 1 } as const;
  const volumesOf = async (params: object) => {
    const { outputs } = await labelVolume.run({ image: twins() }, { ...usual, ...params }, environment());
    return recordsOf(outputs?.volumes as Table).map((row) => [row.ObjectNumber, row.AreaShape_Center_X]);
  };
  expect(await volumesOf({ zStep: 1 })).toEqual([[1, 10]]);
  const [one = [], other = [], ...rest] = await volumesOf({ zStep: 1, splitProminence: 0.5 });
  expect(rest).toEqual([]);
  expect([one[0], other[0]]).toEqual([1, 2]);
  expect(Math.abs(Number(one[1]) + Number(other[1]) - 20)).toBeLessThan(0.5);
  await expect(async () => volumesOf({ splitProminence: 0.5 })).rejects.toMatchObject({ code: "INPUT_INVALID" });
});
