import { fail } from "../errors.ts";
import type { Axis } from "../model/multiscale.ts";

/** One level of an image: its array's path and shape, and where its pixels lie, one number per axis. */
export interface PyramidLevel {
  readonly path: string;
  readonly shape: readonly number[];
  /** Size of a pixel in the units of the axes. */
  readonly scale: readonly number[];
  /** Centre of the first pixel in the units of the axes. @default the origin */
  readonly translation?: readonly number[];
}

/** The full-size image, and how far to halve it. */
export interface PyramidOptions {
  readonly axes: readonly Axis[];
  readonly shape: readonly number[];
  readonly scale: readonly number[];
  /** Centre of the first pixel: the stage position of a field, for one. @default the origin */
  readonly translation?: readonly number[];
  /** How many levels at most. @default as many as `smallest` asks for */
  readonly levels?: number;
  /** Halving ends when y and x have at most this many pixels. @default 256 */
  readonly smallest?: number;
}

/**
 * The levels `0`, `1`, … of a pyramid that halves y and x, odd sizes rounded up; an axis of length 1 stays. A level's
 * first pixel covers the first two of the level before, so its centre moves by half of one of those.
 * @throws `NGFF_PYRAMID_INVALID`
 */
export function pyramidLevels(options: PyramidOptions): PyramidLevel[] {
  const { axes, shape, scale, translation, levels = Number.POSITIVE_INFINITY, smallest = 256 } = options;
  checkRank(options);
  const pyramid: PyramidLevel[] = [{ path: "0", shape, scale, ...(translation && { translation }) }];
  for (let last = pyramid[0]; last !== undefined && pyramid.length < levels; last = pyramid.at(-1)) {
    const plane = last.shape.slice(-2);
    if (plane.every((length) => length <= Math.max(1, smallest))) break;
    pyramid.push(halved(last, axes.length, String(pyramid.length)));
  }
  return pyramid;
}

function halved(level: PyramidLevel, rank: number, path: string): PyramidLevel {
  const origin = level.translation ?? level.shape.map(() => 0);
  const halves = level.shape.map((length, axis) => axis >= rank - 2 && length > 1);
  return {
    path,
    shape: level.shape.map((length, axis) => (halves[axis] ? Math.ceil(length / 2) : length)),
    scale: level.scale.map((size, axis) => (halves[axis] ? size * 2 : size)),
    translation: level.scale.map((size, axis) => (origin[axis] ?? 0) + (halves[axis] ? size / 2 : 0)),
  };
}

function checkRank({ axes, shape, scale, translation = scale }: PyramidOptions): void {
  const isShape = shape.every((length) => Number.isInteger(length) && length > 0);
  const isScale = scale.every((size) => Number.isFinite(size) && size > 0);
  const isPlace = translation.every((place) => Number.isFinite(place));
  const ranks = [shape, scale, translation].map((list) => list.length);
  if (isShape && isScale && isPlace && ranks.every((rank) => rank === axes.length)) return;
  const expected = `${axes.length} positive lengths, positive pixel sizes and finite positions`;
  const got = `shape [${shape}], scale [${scale}], translation [${translation}]`;
  throw fail("NGFF_PYRAMID_INVALID", `Cannot make a pyramid: expected ${expected}, got ${got}`);
}
