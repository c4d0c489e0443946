import fc from "fast-check";
import { expect, test } from "vitest";
import { assignPairs } from "./assign.ts";
import { type TrackedObject, trackObjects } from "./track-objects.ts";

/** The least cost over all assignments, tried one by one. */
function leastCost(costs: readonly (readonly (number | null)[])[], unpaired: number): number {
  const columns = costs[0]?.length ?? 0;
  const tried = (row: number, used: ReadonlySet<number>): number => {
    if (row === costs.length) return (columns - used.size) * unpaired;
    const without = unpaired + tried(row + 1, used);
    const withOne = (costs[row] ?? []).flatMap((cost, column) =>
      cost === null || used.has(column) ? [] : [cost + tried(row + 1, new Set([...used, column]))],
    );
    return Math.min(without, ...withOne);
  };
  return tried(0, new Set());
}

test("assignPairs finds assignments of least cost", () => {
  const cost = fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 1, arbitrary: fc.constant(null) },
  );
  const matrices = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(cost, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    );
  fc.assert(
    fc.property(matrices, fc.integer({ min: 1, max: 12 }), (costs, unpaired) => {
      const pairs = costs.flatMap((line, row) =>
        line.flatMap((one, column) => (one === null ? [] : [{ row, column, cost: one }])),
      );
      const found = assignPairs(pairs, unpaired);
      expect(new Set(found.map(({ row }) => row)).size).toBe(found.length);
      expect(new Set(found.map(({ column }) => column)).size).toBe(found.length);
      const columns = costs[0]?.length ?? 0;
      const total =
        found.reduce((sum, one) => sum + one.cost, 0) + (costs.length + columns - 2 * found.length) * unpaired;
      expect(total).toBe(leastCost(costs, unpaired));
    }),
  );
});

/** Uniform numbers from a fixed seed. */
function random(): () => number {
  let state = 1;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

test("at least 98 % of the links of 300 cells that wander, appear and vanish are right", () => {
  const next = random();
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const place = () => ({ x: 2000 * next(), y: 2000 * next() });
  let cells = Array.from({ length: 300 }, (_, id) => ({ id, ...place() }));
  const truth: { readonly id: number; readonly label: number }[][] = [];
  const frames: TrackedObject[][] = [];
  for (let t = 0; t < 20; t++) {
    cells = cells.filter(() => next() > 0.01).map(({ id, x, y }) => ({ id, x: x + 8 * normal(), y: y + 8 * normal() }));
    for (let born = 0; born < 3; born++) cells.push({ id: 1000 * (t + 1) + born, ...place() });
    const shuffled = cells.toSorted((a, b) => Math.sin(a.id + t) - Math.sin(b.id + t));
    truth.push(shuffled.map(({ id }, i) => ({ id, label: i + 1 })));
    frames.push(shuffled.map(({ x, y }, i) => ({ label: i + 1, x, y })));
  }
  const tracked = trackObjects(frames, { maxDistance: 40 });
  const idOf = (t: number, label: number | null) => truth[t]?.find((one) => one.label === label)?.id ?? null;
  const links = tracked.flatMap((points, t) =>
    t === 0 ? [] : points.map(({ label, parent }) => [idOf(t, label), idOf(t - 1, parent)] as const),
  );
  const isThere = (t: number, id: number | null) => truth[t]?.some((one) => one.id === id) === true;
  const right = tracked.flatMap((points, t) =>
    t === 0
      ? []
      : points.filter(
          ({ label, parent }) => idOf(t - 1, parent) === (isThere(t - 1, idOf(t, label)) ? idOf(t, label) : null),
        ),
  );
  expect(right.length / links.length).toBeGreaterThanOrEqual(0.98);
});

test("an object that is lost for a frame is the same again only if a gap is allowed", () => {
  const at = (x: number) => [{ label: 1, x, y: 5 }];
  const frames = [at(5), [], at(8)];
  expect(trackObjects(frames, { maxDistance: 10 })[2]).toMatchObject([{ track: 2, parent: null }]);
  expect(trackObjects(frames, { maxDistance: 10, maxGap: 1 })[2]).toMatchObject([
    { track: 1, parent: 1, parentFrame: 0 },
  ]);
});

test("objects farther than the reach begin tracks of their own, and nonsense is refused", () => {
  const frames = [[{ label: 1, x: 0, y: 0 }], [{ label: 1, x: 11, y: 0 }]];
  expect(trackObjects(frames, { maxDistance: 10 })[1]).toMatchObject([{ track: 2, parent: null }]);
  expect(trackObjects([[], []], { maxDistance: 1 })).toEqual([[], []]);
  for (const options of [{ maxDistance: 0 }, { maxDistance: 1, maxGap: -1 }])
    expect(() => trackObjects(frames, options)).toThrow(expect.objectContaining({ code: "PARAMETER_INVALID" }));
});
