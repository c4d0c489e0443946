import { type ImageStack, type Json, recordsOf, type Table } from "@ohcs/context";
import { designPlate, renderPlane } from "@ohcs/testkit";
import { expect, test } from "vitest";
import { environment } from "../../test/draw-stack.ts";
import { assembleTiles } from "./assemble.ts";
import { tilePositions } from "./tile-positions.ts";

const SIDE = 160;
const PARAMETERS = { reach: 15, minCorrelation: 0.15, maxResidual: 2, overlap: 0.1, unstaged: "grid" as const };

/** A generated well with its true places: by the stage they are `nominal`, or the truth itself. */
function wellOf(overlap: number, reports: "nominal" | "actual") {
  const design = designPlate({
    wells: ["B02"],
    grid: [2, 3],
    tile: [SIDE, SIDE],
    overlap,
    channels: 2,
    zSteps: 1,
    seed: 5,
  });
  const tiles = (design.wells[0]?.tiles ?? []).toSorted((a, b) => a.site - b.site);
  /** One channel; of the sites in `blank` it shows nothing. */
  const channel = (number: number, blank: readonly number[] = []): ImageStack => {
    const planes = tiles.map(({ site }) => {
      const data = renderPlane(design, { well: "B02", site, channel: number, zIndex: 1, timepoint: 1 });
      return blank.includes(site) ? data.fill(100) : data;
    });
    return {
      dtype: "uint16",
      kind: "intensity",
      memory: "cpu",
      axis: "site",
      calibration: { pixelSizeUm: 0.5 },
      data: Uint16Array.from(planes.flatMap((data) => [...data])),
      shape: [planes.length, SIDE, SIDE],
      planes: tiles.map(({ site }) => ({ site, channel: String(number) })),
      positions: tiles.map((tile) => ({ xUm: tile[reports].x / 2, yUm: tile[reports].y / 2 })),
    };
  };
  return { channel, truth: tiles.map(({ actual }) => actual) };
}

async function placed(inputs: Readonly<Record<string, ImageStack>> & { readonly image: ImageStack }) {
  const { outputs } = await tilePositions.run(inputs, PARAMETERS, environment());
  const [record] = recordsOf(outputs?.stitching as Table);
  const positions = outputs?.positions as {
    readonly tiles: readonly { readonly x: number; readonly y: number }[];
  } & Json;
  return { record, positions, places: positions.tiles };
}

test("several channels place all sites of a generated well within half a pixel of the truth, where neither does alone", async () => {
  const { channel, truth } = wellOf(0.25, "nominal");
  const [first, second] = [channel(1, [1]), channel(2, [6])];
  for (const image of [first, second])
    expect((await placed({ image })).record).toMatchObject({
      Stitching_RegisteredTiles: 5,
      Stitching_FallbackTiles: 1,
    });
  const both = await placed({ image: first, reporter: second });
  expect(both.record).toMatchObject({
    Stitching_RegisteredTiles: 6,
    Stitching_FallbackTiles: 0,
    QC_StitchingFallback: 0,
  });
  const [origin = { x: 0, y: 0 }, at = { x: 0, y: 0 }] = [truth[0], both.places[0]];
  for (const [i, { x, y }] of both.places.entries()) {
    expect(Math.abs(x - at.x - ((truth[i]?.x ?? 0) - origin.x))).toBeLessThan(0.5);
    expect(Math.abs(y - at.y - ((truth[i]?.y ?? 0) - origin.y))).toBeLessThan(0.5);
  }
  expect((await placed({ image: second, other: first })).places).toEqual(both.places);
});

test("sites of a generated well that do not overlap are counted as placed by the stage, and shown sample by sample", async () => {
  const { channel, truth } = wellOf(0, "actual");
  const image = channel(1);
  const { record, places, positions } = await placed({ image });
  expect(record).toMatchObject({ Stitching_Edges: 0, Stitching_RegisteredTiles: 0, Stitching_FallbackTiles: 6 });
  const left = Math.min(...truth.map(({ x }) => x));
  for (const [i, { x, y }] of places.entries()) {
    expect([x % 1, y % 1]).toEqual([0, 0]);
    expect(Math.abs(x - ((truth[i]?.x ?? 0) - left))).toBeLessThanOrEqual(0.5 + 1e-6);
  }
  const json = { kind: "json", values: [positions], keys: [{}] } as const;
  const { image: mosaic } = await assembleTiles.run({ image, positions: json }, {}, environment());
  const width = mosaic?.shape[2] ?? 0;
  // Errors of the stage let borders overlap by up to 16 px.
  const differing = places.flatMap(({ x, y }, i) =>
    Array.from({ length: SIDE * SIDE }, (_, at) => [at % SIDE, Math.floor(at / SIDE)] as const)
      .filter(([column, row]) => Math.min(column, row, SIDE - 1 - column, SIDE - 1 - row) >= 16)
      .filter(
        ([column, row]) =>
          mosaic?.data[(y + row) * width + x + column] !== image.data[(i * SIDE + row) * SIDE + column],
      ),
  );
  expect(differing).toEqual([]);
});
