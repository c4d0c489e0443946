import fc from "fast-check";
import { expect, test } from "vitest";
import { ownObjects } from "./own-objects.ts";

const SIZE = { width: 100, height: 100 };
const POSITIONS = [
  { x: 0, y: 0 },
  { x: 80, y: 0 },
];
const object = (label: number, x: number, y: number, area = 80, cut = false) => ({ label, x, y, area, cut });

test("objects in overlaps are counted once (landmine 33)", () => {
  const owned = ownObjects(
    [
      [object(1, 50, 50), object(2, 85, 20)],
      [object(1, 5.3, 20.2), object(2, 60, 50)],
    ],
    POSITIONS,
    SIZE,
  );
  expect(owned.map(({ tile, duplicate, number }) => [tile, duplicate, number])).toEqual([
    [0, false, 1],
    [0, false, 2],
    [1, true, null],
    [1, false, 3],
  ]);
});

test("ownObjects() counts an object on the line between two tiles once, whichever way its centroids lean", () => {
  for (const lean of [-0.8, -0.1, 0, 0.1, 0.8]) {
    const owned = ownObjects([[object(1, 89.5 + lean, 50)], [object(1, 9.5 - lean, 50)]], POSITIONS, SIZE);
    expect(owned.filter(({ duplicate }) => !duplicate).length).toBe(1);
  }
});

test("ownObjects() drops the part that a tile's border cuts from an object of its neighbour", () => {
  const owned = ownObjects([[object(1, 98, 50, 20, true)], [object(1, 20, 50)]], POSITIONS, SIZE);
  expect(owned.map(({ duplicate }) => duplicate)).toEqual([true, false]);
});

test("ownObjects() drops parts that two tiles cut off where four meet", () => {
  const four = [
    { x: 0, y: 0 },
    { x: 80, y: 0 },
    { x: 0, y: 80 },
    { x: 80, y: 80 },
  ];
  const parts = [
    [object(1, 97, 89, 40, true)],
    [object(1, 20.5, 88.8)],
    [object(1, 97, 9, 40, true)],
    [object(1, 20.4, 9)],
  ];
  const counted = ownObjects(parts, four, SIZE).filter(({ duplicate }) => !duplicate);
  expect(counted.map(({ tile }) => tile)).toEqual([1]);
});

test("ownObjects() gives ties to the lower tile and numbers densely", () => {
  const owned = ownObjects([[object(7, 89.5, 50)], [object(3, 9.5, 50)]], POSITIONS, SIZE);
  expect(owned.map(({ duplicate, number }) => [duplicate, number])).toEqual([
    [false, 1],
    [true, null],
  ]);
});

test("ownObjects() counts every object of a scene once under jitter", () => {
  const jitter = fc.double({ min: -0.7, max: 0.7, noNaN: true });
  const place = fc.record({
    x: fc.integer({ min: 0, max: 17 }),
    y: fc.integer({ min: 0, max: 9 }),
    jitters: fc.array(jitter, { minLength: 4, maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(place, { selector: ({ x, y }) => `${x},${y}` }), (cells) => {
      const seen = POSITIONS.map((at, tile) =>
        cells.flatMap(({ x, y, jitters }, label) => {
          const [px, py] = [x * 10 + 5 - at.x + jitters[2 * tile]!, y * 10 + 5 + jitters[2 * tile + 1]!];
          return px < 0 || px > 99 ? [] : [object(label + 1, px, py, 60)];
        }),
      );
      const counted = ownObjects(seen, POSITIONS, SIZE).filter(({ duplicate }) => !duplicate);
      expect(counted.length).toBe(cells.length);
    }),
  );
});
