import { recordsOf, type Table } from "@ohcs/context";
import { expect, test } from "vitest";
import { drawStack, environment } from "../../test/draw-stack.ts";
import { trackObjects } from "./track-objects.ts";

/** A 20 × 20 plane with 3 × 3 objects, labelled in the order given, around their centres. */
function frame(...centres: readonly (readonly [x: number, y: number])[]): number[][] {
  const rows = Array.from({ length: 20 }, () => new Array<number>(20).fill(0));
  for (const [i, [x, y]] of centres.entries())
    for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) (rows[y + dy] ?? [])[x + dx] = i + 1;
  return rows;
}

test("trackObjects() follows objects whose labels change, and tells their way", async () => {
  const planes = [frame([4, 4], [14, 14]), frame([14, 11], [7, 4]), frame([7, 8])];
  const stack = drawStack(planes, {
    as: Uint32Array,
    kind: "labels",
    keys: planes.map((_, i) => ({ site: 1, channel: "1", timepoint: 2 * i + 1 })),
  });
  const { outputs } = await trackObjects.run({ labels: stack }, { maxDistance: 6, maxGap: 0 }, environment());
  const rows = recordsOf(outputs?.points as Table);
  expect(rows.map((row) => [row.Metadata_Timepoint, row.ObjectNumber, row.TrackObjects_Label])).toEqual([
    [1, 1, 1],
    [1, 2, 2],
    [3, 1, 2],
    [3, 2, 1],
    [5, 1, 1],
  ]);
  expect(rows.at(-1)).toMatchObject({
    TrackObjects_ParentObjectNumber: 2,
    TrackObjects_ParentTimepoint: 3,
    TrackObjects_Lifetime: 3,
    TrackObjects_DistanceTraveled: 4,
  });
  expect(rows[0]).toMatchObject({ TrackObjects_ParentObjectNumber: null, TrackObjects_DistanceTraveled: 0 });
  expect(recordsOf(outputs?.tracks as Table)).toEqual([
    {
      ObjectNumber: 1,
      TrackObjects_FirstTimepoint: 1,
      TrackObjects_LastTimepoint: 5,
      TrackObjects_Lifetime: 3,
      TrackObjects_IntegratedDistance: 7,
      TrackObjects_Displacement: 5,
      TrackObjects_Linearity: 5 / 7,
    },
    expect.objectContaining({ ObjectNumber: 2, TrackObjects_LastTimepoint: 3, TrackObjects_Linearity: 1 }),
  ]);
});

test("trackObjects() of frames without objects has no rows, and all columns", async () => {
  const stack = drawStack([frame(), frame()], { as: Uint32Array, kind: "labels" });
  const { outputs } = await trackObjects.run({ labels: stack }, { maxDistance: 6, maxGap: 0 }, environment());
  expect(outputs?.tracks).toMatchObject({ rows: [] });
  expect(outputs?.tracks).toHaveProperty("columns", expect.arrayContaining(["TrackObjects_Lifetime"]));
});
