import type { Point } from "../design/plate-design.ts";
import type { Random } from "../random.ts";

/** Outline of a nucleus, an ellipse: lengths in px. */
export interface CellShape extends Point {
  readonly semiMajor: number;
  readonly semiMinor: number;
  readonly angle: number;
}

const LARGEST_ASPECT = 1.3;

/** A random outline at (0, 0) with a mean radius within `radius`. */
export function drawShape(random: Random, [smallest, largest]: readonly [number, number]): CellShape {
  const mean = random.uniform(smallest, largest);
  const stretch = Math.sqrt(random.uniform(1, LARGEST_ASPECT));
  return { x: 0, y: 0, semiMajor: mean * stretch, semiMinor: mean / stretch, angle: random.uniform(0, Math.PI) };
}

/** The radius of the circle with the ellipse's area, px. */
export function meanRadius({ semiMajor, semiMinor }: Pick<CellShape, "semiMajor" | "semiMinor">): number {
  return Math.sqrt(semiMajor * semiMinor);
}

/** Distance of two centres in units of the mean of both mean radii: two equal circles touch at 2. */
export function separation(a: CellShape, b: CellShape): number {
  return (2 * Math.hypot(a.x - b.x, a.y - b.y)) / (meanRadius(a) + meanRadius(b));
}
