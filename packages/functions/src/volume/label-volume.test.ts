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
