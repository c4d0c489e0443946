import type { Plane } from "../plane.ts";
import { computePlane, FLOATS } from "../wasm/compute-plane.ts";
import { readFloats } from "../wasm/stored-plane.ts";

export interface RotateOptions {
  /** Degrees, counter-clockwise as the image is seen, y pointing down. */
  readonly angle: number;
  /** Grow the plane so that all of it is kept? @default false */
  readonly reshape?: boolean;
  /** What lies outside of the plane. @default 0 */
  readonly fill?: number;
}

/**
 * The plane turned around its middle. Quarter turns are exact, in the plane's sample type (a rectangle is turned to its side only with
 * `reshape`); other angles are interpolated bilinearly, float32.
 *
 * Reference: `scipy.ndimage.rotate(image, angle, reshape=…, order=1, mode="constant", cval=fill)`, equal to 1e-5 of the range; `numpy.rot90`.
 */
export function rotate(plane: Plane, { angle, reshape = false, fill = 0 }: RotateOptions): Plane {
  const turn = ((angle % 360) + 360) % 360;
  const isSquare = plane.height === plane.width;
  if (turn % 90 === 0 && (reshape || isSquare || turn % 180 === 0)) return quarterTurned(plane, turn / 90);
  return turned(plane, turn, reshape, fill);
}

function quarterTurned({ data, height, width }: Plane, quarters: number): Plane {
  const isSideways = quarters % 2 === 1;
  const [rows, columns] = isSideways ? [width, height] : [height, width];
  // Where the first pixel of the result comes from, and the steps to those right of and below it.
  const first = [0, width - 1, height * width - 1, (height - 1) * width][quarters]!;
  const right = [1, width, -1, -width][quarters]!;
  const down = [width, -1, -width, 1][quarters]!;
  const bytes = data.BYTES_PER_ELEMENT;
  return computePlane(data, { height: rows, width: columns }, (kernels, arena, target) => {
    const from = arena.read(data) + bytes * first;
    kernels.moveSamples(bytes, from, target, rows, columns, bytes * right, bytes * down);
  });
}

function turned(plane: Plane, turn: number, reshape: boolean, fill: number): Plane<Float32Array> {
  const { height, width } = plane;
  const { cos, sin } = ofDegrees(turn);
  const [rows, columns] = reshape
    ? [
        spanOf([0, sin * width, cos * height, cos * height + sin * width]),
        spanOf([0, cos * width, -sin * height, cos * width - sin * height]),
      ]
    : [height, width];
  const [middleY, middleX] = [(rows - 1) / 2, (columns - 1) / 2];
  const startY = (height - 1) / 2 - (cos * middleY + sin * middleX);
  const startX = (width - 1) / 2 - (-sin * middleY + cos * middleX);
  return computePlane(FLOATS, { height: rows, width: columns }, (kernels, arena, target) => {
    const source = readFloats(arena, plane);
    kernels.turnPlane(source, target, height, width, rows, columns, cos, sin, startY, startX, fill);
  });
}

function spanOf(bounds: readonly number[]): number {
  return Math.floor(Math.max(...bounds) - Math.min(...bounds) + 0.5);
}

/** Cosine and sine of an angle of 0 to 360°, exact at quarter turns, with the same bits in every engine (`Math.cos` may not). */
export function ofDegrees(angle: number): { readonly cos: number; readonly sin: number } {
  const quarter = Math.floor(angle / 90);
  const rest = angle - 90 * quarter;
  const [c, s] = rest > 45 ? [sine(90 - rest), cosine(90 - rest)] : [cosine(rest), sine(rest)];
  return { cos: [c, -s, -c, s][quarter]!, sin: [s, c, -s, -c][quarter]! };
}

/** Taylor's series for up to 45°. */
function sine(degrees: number): number {
  const angle = (degrees * Math.PI) / 180;
  let sum = 1;
  for (let n = 18; n > 0; n -= 2) sum = 1 - (sum * angle * angle) / (n * (n + 1));
  return angle * sum;
}

function cosine(degrees: number): number {
  const angle = (degrees * Math.PI) / 180;
  let sum = 1;
  for (let n = 19; n > 0; n -= 2) sum = 1 - (sum * angle * angle) / (n * (n + 1));
  return sum;
}
