import { expectParameter, type Point } from "../plane.ts";
import { assignPairs, type PossiblePair } from "./assign.ts";

/** An object in one frame. */
export interface TrackedObject extends Point {
  /** Its label in the frame. */
  readonly label: number;
}

/** How far objects may move. */
export interface TrackOptions {
  /** Farthest move from one frame to the next, px. */
  readonly maxDistance: number;
  /** For how many frames an object may be lost and still be the same. @default 0 */
  readonly maxGap?: number;
}

/** An object's place in a track. */
export interface TrackPoint extends TrackedObject {
  /** From 1, in order of the first frame, then of labels. */
  readonly track: number;
  /** Its label in the frame before, or the last one in which it was seen; null where the track begins. */
  readonly parent: number | null;
  /** Index of the frame of `parent`; null where the track begins. */
  readonly parentFrame: number | null;
}

interface Open {
  readonly track: number;
  readonly frame: number;
  readonly object: TrackedObject;
}

/**
 * Links the objects of each frame with those of the frames before: the links of least summed squared distance, where an object that
 * appears or vanishes costs half as much as a move of `maxDistance`, each. Tracks do not divide.
 *
 * Source: Jaqaman et al. 2008, its linking of frames; scipy.optimize.linear_sum_assignment gives the same links.
 *
 * @throws PARAMETER_INVALID unless maxDistance > 0 and maxGap is a whole number ≥ 0
 */
export function trackObjects(
  frames: readonly (readonly TrackedObject[])[],
  { maxDistance, maxGap = 0 }: TrackOptions,
): readonly (readonly TrackPoint[])[] {
  expectParameter(maxDistance > 0, "track objects", "a distance above 0 px", maxDistance);
  expectParameter(Number.isInteger(maxGap) && maxGap >= 0, "track objects", "a whole number of frames ≥ 0", maxGap);
  let tracks = 0;
  let open: readonly Open[] = [];
  return frames.map((objects, frame) => {
    const current = open.filter((one) => frame - one.frame <= maxGap + 1);
    const pairs = assignPairs(possiblePairs(current, objects, maxDistance), (maxDistance * maxDistance) / 2);
    const before = new Map(pairs.map(({ row, column }) => [column, current[row]]));
    const points = objects.map((object, i): TrackPoint => {
      const parent = before.get(i);
      const track = parent?.track ?? ++tracks;
      return { ...object, track, parent: parent?.object.label ?? null, parentFrame: parent?.frame ?? null };
    });
    const seen = new Set(points.map(({ track }) => track));
    open = [
      ...current.filter(({ track }) => !seen.has(track)),
      ...points.map(({ track }, i) => ({ track, frame, object: objects[i] ?? { label: 0, x: 0, y: 0 } })),
    ];
    return points;
  });
}

/** Pairs within reach, found in cells as wide as the reach. */
function possiblePairs(
  open: readonly Open[],
  objects: readonly TrackedObject[],
  reach: number,
): readonly PossiblePair[] {
  const cells = new Map<string, number[]>();
  const cellOf = (value: number) => Math.floor(value / reach);
  for (const [column, { x, y }] of objects.entries()) {
    const key = `${cellOf(x)},${cellOf(y)}`;
    cells.set(key, [...(cells.get(key) ?? []), column]);
  }
  return open.flatMap(({ object: { x, y } }, row) =>
    [-1, 0, 1].flatMap((dy) =>
      [-1, 0, 1].flatMap((dx) =>
        (cells.get(`${cellOf(x) + dx},${cellOf(y) + dy}`) ?? []).flatMap((column) => {
          const other = objects[column];
          const cost = other === undefined ? Number.POSITIVE_INFINITY : (other.x - x) ** 2 + (other.y - y) ** 2;
          return cost <= reach * reach ? [{ row, column, cost }] : [];
        }),
      ),
    ),
  );
}
