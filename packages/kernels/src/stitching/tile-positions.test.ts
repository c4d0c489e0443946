import { expect, test } from "vitest";
import type { Plane, Point } from "../plane.ts";
import { assembleTiles } from "./assemble-tiles.ts";
import { tilePositions } from "./tile-positions.ts";

const SIZE = 128;
/** A 3 × 2 grid with known errors of the stage. */
const NOMINAL = [0, 1].flatMap((row) => [0, 1, 2].map((column) => ({ x: column * 100, y: row * 100 })));
const ERRORS = [
  [0, 0],
  [3.4, -2.6],
  [-5.2, 1.7],
  [2.25, 4.5],
  [-3.75, -4.1],
  [6.3, 2.9],
] as const;
const ACTUAL = NOMINAL.map(({ x, y }, i) => ({ x: x + (ERRORS[i]?.[0] ?? 0), y: y + (ERRORS[i]?.[1] ?? 0) }));

test("stitched error < 0.5 px against known offsets: the shift has the right sign (landmine 15)", () => {
  const found = tilePositions(
    ACTUAL.map((at) => tileAt(at, scene)),
    NOMINAL,
  );
  expect(found).toMatchObject({ accepted: 7, rejected: 0, fallback: false, registeredTiles: 6, fallbackTiles: 0 });
  for (const [i, { x, y }] of relative(found.positions).entries()) {
    expect(Math.abs(x - ACTUAL[i]!.x)).toBeLessThan(0.2);
    expect(Math.abs(y - ACTUAL[i]!.y)).toBeLessThan(0.2);
  }
  expect(found.residualRms).toBeLessThan(0.2);
});

test("tilePositions() falls back to the stage where tiles show nothing in common, and says so", () => {
  const unrelated = NOMINAL.map((_, i) => tileAt({ x: 1000 * i, y: 0 }, noise(i)));
  const found = tilePositions(unrelated, NOMINAL, { minCorrelation: 0.5 });
  expect(found).toMatchObject({
    accepted: 0,
    rejected: 7,
    fallback: true,
    registeredTiles: 0,
    fallbackTiles: 6,
    residualRms: 0,
  });
  for (const [i, { x, y }] of found.positions.entries()) {
    expect(x).toBeCloseTo(NOMINAL[i]!.x, 6);
    expect(y).toBeCloseTo(NOMINAL[i]!.y, 6);
  }
});

test("tiles that no edge joins lie on whole px, so that the mosaic shows their samples; the others keep their fractions", () => {
  const far = { x: 430.4, y: 250.7 };
  const tiles = [...ACTUAL, far].map((at) => tileAt(at, scene));
  const found = tilePositions(tiles, [...NOMINAL, far]);
  expect(found).toMatchObject({ registeredTiles: 6, fallbackTiles: 1, fallback: true });
  const at = found.positions[6]!;
  expect([Number.isInteger(at.x), Number.isInteger(at.y)]).toEqual([true, true]);
  expect(found.positions.slice(0, 6).every(({ x }) => Number.isInteger(x))).toBe(false);
  const mosaic = assembleTiles(tiles, found.positions);
  const shown = Float32Array.from({ length: SIZE * SIZE }, (_, i) => {
    return mosaic.data[(at.y + Math.floor(i / SIZE)) * mosaic.width + at.x + (i % SIZE)]!;
  });
  expect(shown).toEqual(tiles[6]!.data);
});

test("channels are registered together: each joins tiles where the other shows nothing", () => {
  const isLeft = (x: number) => x < 164;
  const only = (side: boolean) => ACTUAL.map((at) => tileAt(at, (x, y) => (isLeft(x) === side ? scene(x, y) : 200)));
  const [left, right] = [only(true), only(false)];
  const registered = (...[tiles = [], ...moreChannels]: readonly (readonly Plane[])[]) =>
    tilePositions(tiles, NOMINAL, { moreChannels });
  expect(registered(left).registeredTiles).toBeLessThan(6);
  expect(registered(right).registeredTiles).toBeLessThan(6);
  const both = registered(left, right);
  expect(both).toMatchObject({ registeredTiles: 6, fallbackTiles: 0 });
  for (const [i, { x, y }] of relative(both.positions).entries()) {
    expect(Math.abs(x - ACTUAL[i]!.x)).toBeLessThan(0.5);
    expect(Math.abs(y - ACTUAL[i]!.y)).toBeLessThan(0.5);
  }
  expect(registered(left, right)).toEqual(both);
  expect(() => registered(left, right.slice(1))).toThrow();
});

test("the same channel twice is placed as once", () => {
  const tiles = ACTUAL.map((at) => tileAt(at, scene));
  const once = tilePositions(tiles, NOMINAL).positions;
  expect(tilePositions(tiles, NOMINAL, { moreChannels: [tiles] }).positions).toEqual(once);
});

test("the largest group counts as registered, also where the first tile is not in it", () => {
  const places = [{ x: 0, y: 0 }, ...ACTUAL.map(({ x, y }) => ({ x: x + 400, y }))];
  const tiles = places.map((at) => tileAt(at, scene));
  const found = tilePositions(tiles, [places[0]!, ...NOMINAL.map(({ x, y }) => ({ x: x + 400, y }))]);
  expect(found).toMatchObject({ registeredTiles: 6, fallbackTiles: 1 });
});

test("tilePositions() rejects the one edge that contradicts the others", () => {
  const tiles = ACTUAL.map((at) => tileAt(at, scene));
  const strange = { ...tiles[5]!, data: tiles[5]!.data.slice() };
  // A copy of what tile 4 shows at its right border, laid 9 px off: correlates perfectly, at a wrong place.
  for (let y = 0; y < SIZE; y++)
    for (let x = 0; x < 40; x++)
      strange.data[y * SIZE + x] = tiles[4]!.data[Math.min(SIZE - 1, y + 9) * SIZE + x + 88]!;
  const found = tilePositions([...tiles.slice(0, 5), strange], NOMINAL);
  expect(found.rejected).toBeGreaterThan(0);
  for (const i of [1, 2, 3, 4]) expect(Math.abs(relative(found.positions)[i]!.x - ACTUAL[i]!.x)).toBeLessThan(0.5);
});

test("tilePositions() of one tile is its place, without edges", () => {
  expect(tilePositions([tileAt({ x: 0, y: 0 }, scene)], [{ x: 7, y: 9 }])).toMatchObject({
    positions: [{ x: 0, y: 0 }],
    accepted: 0,
    registeredTiles: 1,
    fallback: false,
  });
});

test("assembleTiles() at the places found shows the scene itself", () => {
  const found = tilePositions(
    ACTUAL.map((at) => tileAt(at, scene)),
    NOMINAL,
  );
  const mosaic = assembleTiles(
    ACTUAL.map((at) => tileAt(at, scene)),
    found.positions,
  );
  const [left, top] = [Math.min(...ACTUAL.map(({ x }) => x)), Math.min(...ACTUAL.map(({ y }) => y))];
  let largest = 0;
  for (let y = 10; y < 210; y++)
    for (let x = 10; x < 300; x++)
      largest = Math.max(largest, Math.abs(mosaic.data[y * mosaic.width + x]! - scene(x + left, y + top)));
  expect(largest).toBeLessThan(60);
});

/** Bumps of 3 px, one somewhere in each cell of a lattice. */
function scene(x: number, y: number): number {
  let value = 200;
  const [row, column] = [Math.floor(y / 16), Math.floor(x / 16)];
  for (let v = row - 1; v <= row + 1; v++)
    for (let u = column - 1; u <= column + 1; u++) {
      const [dx, dy] = [x - 16 * (u + noise(7)(u, v)), y - 16 * (v + noise(8)(u, v))];
      value += 600 * noise(9)(u, v) * Math.exp(-(dx * dx + dy * dy) / 18);
    }
  return value;
}

function noise(seed: number): (x: number, y: number) => number {
  return (x, y) => {
    const mixed = Math.imul(
      Math.imul(x | 0, 73856093) ^ Math.imul(y | 0, 19349663) ^ Math.imul(seed, 83492791),
      2654435761,
    );
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

function tileAt(at: Point, value: (x: number, y: number) => number): Plane<Float32Array> {
  const data = Float32Array.from({ length: SIZE * SIZE }, (_, i) =>
    value(at.x + (i % SIZE), at.y + Math.floor(i / SIZE)),
  );
  return { data, height: SIZE, width: SIZE };
}

/** Positions with the first tile at its true place. */
function relative(positions: readonly Point[]): Point[] {
  const [first = { x: 0, y: 0 }] = positions;
  return positions.map(({ x, y }) => ({ x: x - first.x, y: y - first.y }));
}
