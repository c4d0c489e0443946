import {
  type ImageStack,
  isOhcsError,
  type Json,
  type JsonInput,
  recordsOf,
  type Table,
  type TableInput,
} from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment, pixelsOf } from "../../test/draw-stack.ts";
import { assembleLabels, assembleTiles } from "./assemble.ts";
import { ownObjects } from "./own-objects.ts";
import { tilePositions } from "./tile-positions.ts";

const parameters = { reach: 10, minCorrelation: 0.15, maxResidual: 2, overlap: 0.5, unstaged: "grid" as const };
const json = (value: Json): JsonInput => ({ kind: "json", values: [value], keys: [{}] });

/** Two tiles of 64 × 64 px, the second 32 px to the right of the first by the stage, in truth `shift` more. */
function twoTiles(shift: number, value: (x: number, y: number) => number): ImageStack {
  const tile = (left: number) =>
    Array.from({ length: 64 }, (_, y) => Array.from({ length: 64 }, (_, x) => value(left + x, y)));
  const stack = drawStack([tile(0), tile(32 + shift)], {
    keys: [
      { site: 1, channel: "1" },
      { site: 2, channel: "1" },
    ],
  });
  return {
    ...stack,
    axis: "site",
    positions: [
      { xUm: 100, yUm: 50 },
      { xUm: 116, yUm: 50 },
    ],
  };
}

const texture = (x: number, y: number) =>
  1000 + 300 * Math.sin(x / 3 + y / 7) + 300 * Math.cos(y / 4 - x / 11) + ((x * x * 7 + y * y * 13) % 97);

test("each stitched well carries a quality record in its table and events (landmine 14)", async () => {
  const { outputs, quality } = await tilePositions.run({ image: twoTiles(3, texture) }, parameters, environment());
  const [record] = recordsOf(outputs?.stitching as Table);
  expect(record).toEqual(quality);
  expect(record).toMatchObject({
    Stitching_Edges: 1,
    Stitching_EdgesAccepted: 1,
    Stitching_EdgesRejected: 0,
    QC_StitchingFallback: 0,
    Stitching_NominalFrom: "stage",
  });
});

test("a fall-back to the stage's places is in the quality record (landmine 14)", async () => {
  const flat = await tilePositions.run({ image: twoTiles(3, () => 7) }, parameters, environment());
  expect(flat.quality).toMatchObject({
    Stitching_EdgesAccepted: 0,
    Stitching_EdgesRejected: 1,
    QC_StitchingFallback: 1,
    Stitching_RegisteredTiles: 0,
    Stitching_FallbackTiles: 2,
    Stitching_MinCorrelation: null,
  });
  expect(flat.outputs?.positions).toMatchObject({
    tiles: [
      { site: 1, x: 0, y: 0 },
      { site: 2, x: 32, y: 0 },
    ],
  });
});

test("tilePositions() gives the places of sites in px, width and height of the mosaic, and its edges", async () => {
  const { outputs } = await tilePositions.run({ image: twoTiles(3, texture) }, parameters, environment());
  const places = outputs?.positions as { tiles: { x: number }[]; width: number };
  expect(places).toMatchObject({
    tileWidth: 64,
    tileHeight: 64,
    height: 64,
    edges: [{ from: 1, to: 2, accepted: true }],
  });
  expect(places.tiles[1]?.x).toBeCloseTo(35, 0);
});

test("tilePositions() takes the grid where the stage is silent, and refuses where both are", async () => {
  const silent = { ...twoTiles(0, texture), positions: [null, null] };
  const { quality } = await tilePositions.run(
    { image: silent },
    parameters,
    environment({ grid: { rows: 1, columns: 2 } }),
  );
  expect(quality).toMatchObject({ Stitching_NominalFrom: "grid", Stitching_EdgesAccepted: 1 });
  await expect(async () => tilePositions.run({ image: silent }, parameters, environment())).rejects.toSatisfy((error) =>
    isOhcsError(error, "TILE_PLACES_UNKNOWN"),
  );
});

const places = json({
  tiles: [
    { site: 1, x: 0, y: 0 },
    { site: 2, x: 2, y: 0 },
  ],
  tileWidth: 4,
  tileHeight: 1,
});
const sites = [
  { site: 1, channel: "1" },
  { site: 2, channel: "1" },
];

test("assembleTiles() lays each site at its own place, whatever the order of places", async () => {
  const image = drawStack([[[0, 0, 0, 0]], [[9, 9, 9, 9]]], { keys: sites.toReversed() });
  const { image: mosaic } = await assembleTiles.run({ image, positions: places }, {}, environment());
  expect(mosaic && pixelsOf(mosaic)).toEqual([[[9, 9, 6, 3, 0, 0]]]);
  expect(mosaic).toMatchObject({ dtype: "float32", axis: null, planes: [{ channel: "1" }], positions: [null] });
});

test("assembleTiles() refuses a site without a place", async () => {
  const image = drawStack([[[1, 1, 1, 1]]], { keys: [{ site: 3 }] });
  await expect(async () => assembleTiles.run({ image, positions: places }, {}, environment())).rejects.toSatisfy(
    (error) => isOhcsError(error, "INPUT_INVALID"),
  );
});

test("one channel's shift moves all channels and labels alike (landmine 41)", async () => {
  const { outputs } = await tilePositions.run({ image: twoTiles(3, texture) }, parameters, environment());
  const positions = json(outputs?.positions as Json);
  // A spot at pixel 40 of the first tile, which the second shows 32 + 3 px further left.
  const spotted = (left: number) =>
    Array.from({ length: 64 }, (_, y) => Array.from({ length: 64 }, (_, x) => (left + x === 40 && y === 9 ? 7 : 0)));
  const stackOf = (channel: string, kind: ImageStack["kind"] = "intensity") => {
    const keys = [1, 2].map((site) => ({ site, channel }));
    const as = kind === "labels" ? Uint32Array : Uint16Array;
    return drawStack([spotted(0), spotted(35)], { keys, kind, as });
  };
  // Places are fractions of pixels, so a mosaic holds traces beside the spot.
  const placesOf = (image: ImageStack | undefined) => {
    const values = [...(image?.data ?? [])].map(Math.round);
    return values.flatMap((value, i) => (value > 0 ? [[i % (image?.shape[2] ?? 1), value]] : []));
  };
  for (const channel of ["1", "2"]) {
    const { image } = await assembleTiles.run({ image: stackOf(channel), positions }, {}, environment());
    expect(placesOf(image)).toEqual([[40, 7]]);
  }
  const labels = stackOf("1", "labels");
  const own: Table = { columns: ["ObjectNumber", "Metadata_SourceSite", "SourceObjectNumber"], rows: [[1, 1, 7]] };
  const objects: TableInput = { kind: "table", tables: [own], keys: [{}] };
  const assembled = await assembleLabels.run({ labels, positions, objects }, {}, environment());
  expect(placesOf(assembled.outputs?.mosaic as ImageStack)).toEqual([[40, 1]]);
});

const features = [
  "ObjectNumber",
  "Metadata_TouchesEdge",
  "AreaShape_Area",
  "AreaShape_Center_X",
  "AreaShape_Center_Y",
  "AreaShape_BoundingBoxMinimum_X",
  "AreaShape_BoundingBoxMinimum_Y",
  "AreaShape_BoundingBoxMaximum_X",
  "AreaShape_BoundingBoxMaximum_Y",
];
const perSite: TableInput = {
  kind: "table",
  keys: sites,
  tables: [
    {
      columns: features,
      rows: [
        [1, 1, 1, 0, 0, 0, 0, 1, 1],
        [2, 1, 1, 3, 0, 3, 0, 4, 1],
      ],
    },
    { columns: features, rows: [[1, 1, 2, 1, 0, 1, 0, 2, 1]] },
  ],
};

test("objects in overlaps are counted once, and labels follow (landmine 33)", async () => {
  const { outputs } = await ownObjects.run(
    { objects: perSite, positions: places },
    { numbers: "mosaic" },
    environment(),
  );
  const objects = outputs?.nuclei as Table;
  expect(recordsOf(objects)).toMatchObject([
    {
      ObjectNumber: 1,
      Metadata_Site: 0,
      Metadata_SourceSite: 1,
      SourceObjectNumber: 1,
      Metadata_Duplicate: 0,
      Location_Center_X: 0,
    },
    { ObjectNumber: null, Metadata_SourceSite: 1, SourceObjectNumber: 2, Metadata_Duplicate: 1 },
    { ObjectNumber: 2, Metadata_SourceSite: 2, SourceObjectNumber: 1, Metadata_Duplicate: 0, Location_Center_X: 3 },
  ]);
  const labels = drawStack([[[1, 0, 0, 2]], [[0, 1, 0, 0]]], { as: Uint32Array, kind: "labels", keys: sites });
  const table: TableInput = { kind: "table", tables: [objects], keys: [{}] };
  const assembled = await assembleLabels.run({ labels, positions: places, objects: table }, {}, environment());
  const mosaic = assembled.outputs?.mosaic as ImageStack;
  expect(pixelsOf(mosaic)).toEqual([[[1, 0, 0, 2, 0, 0]]]);
  expect(mosaic).toMatchObject({ kind: "labels", dtype: "uint32" });
});

test("an object at a site's border is cut only where no other site goes on", async () => {
  const inner: Table = { columns: features, rows: [[1, 1, 1, 3, 0.5, 3, 0, 4, 1]] };
  const wide = json({
    tiles: [
      { site: 1, x: 0, y: 0 },
      { site: 2, x: 2, y: -2 },
      { site: 3, x: 0, y: -3 },
    ],
    tileWidth: 4,
    tileHeight: 6,
  });
  const alone = json({ tiles: [{ site: 1, x: 0, y: 0 }], tileWidth: 4, tileHeight: 1 });
  const flagOf = async (positions: JsonInput) => {
    const { outputs } = await ownObjects.run(
      { objects: { kind: "table", tables: [inner], keys: [{ site: 1 }] }, positions },
      { numbers: "mosaic" },
      environment(),
    );
    return recordsOf(outputs?.nuclei as Table)[0]?.Metadata_TouchesEdge;
  };
  const besides = json({
    tiles: [
      { site: 1, x: 0, y: 0 },
      { site: 2, x: 4, y: 0 },
      { site: 3, x: 0, y: -6 },
    ],
    tileWidth: 4,
    tileHeight: 6,
  });
  expect(await flagOf(wide)).toBe(0);
  expect(await flagOf(alone)).toBe(1);
  expect(await flagOf(besides)).toBe(1);
});

test("numbers: 'site' keeps each object's own label and site, so that its row finds it in the labels of its site", async () => {
  const { outputs } = await ownObjects.run({ objects: perSite, positions: places }, { numbers: "site" }, environment());
  expect(recordsOf(outputs?.nuclei as Table)).toMatchObject([
    { ObjectNumber: 1, Metadata_Site: 1, Metadata_Duplicate: 0 },
    { ObjectNumber: 2, Metadata_Site: 1, Metadata_Duplicate: 1 },
    { ObjectNumber: 1, Metadata_Site: 2, Metadata_Duplicate: 0 },
  ]);
});

test("sites without stage positions are taken as apart where that is asked for, also where the plate has a grid", async () => {
  const staged = twoTiles(3, texture);
  const grid = { rows: 1, columns: 2 };
  const alike = staged.positions.map(() => ({ xUm: 100, yUm: 50 }));
  for (const positions of [[null, null], alike]) {
    const unstaged = { ...parameters, unstaged: "apart" as const };
    const { outputs, quality } = await tilePositions.run(
      { image: { ...staged, positions } },
      unstaged,
      environment({ grid }),
    );
    expect(quality).toMatchObject({ Stitching_Edges: 0, Stitching_NominalFrom: "apart" });
    expect(outputs?.positions).toMatchObject({
      tiles: [
        { site: 1, x: 0 },
        { site: 2, x: 128 },
      ],
    });
  }
});
