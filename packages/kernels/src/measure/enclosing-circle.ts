export interface Circle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Points on the circle count as within it, whatever rounding makes of them. */
const ROUNDING = 1 + 1e-12;

/**
 * The smallest circle around the corners of a convex hull `[x, y, …]`: through two of them, or three (Welzl, 1991, without recursion).
 *
 * Reference: `centrosome.cpmorphology.minimum_enclosing_circle`, equal to 1e-9.
 */
export function enclosingCircle(hull: Float64Array): Circle {
  let circle: Circle = { x: hull[0]!, y: hull[1]!, radius: 0 };
  for (let i = 2; i < hull.length; i += 2) {
    if (isWithin(hull, i, circle)) continue;
    circle = { x: hull[i]!, y: hull[i + 1]!, radius: 0 };
    for (let j = 0; j < i; j += 2) {
      if (isWithin(hull, j, circle)) continue;
      circle = acrossTwo(hull, i, j);
      for (let k = 0; k < j; k += 2) if (!isWithin(hull, k, circle)) circle = throughThree(hull, i, j, k);
    }
  }
  return circle;
}

function isWithin(hull: Float64Array, i: number, { x, y, radius }: Circle): boolean {
  return (hull[i]! - x) ** 2 + (hull[i + 1]! - y) ** 2 <= radius * radius * ROUNDING;
}

function acrossTwo(hull: Float64Array, i: number, j: number): Circle {
  const [x, y] = [(hull[i]! + hull[j]!) / 2, (hull[i + 1]! + hull[j + 1]!) / 2];
  return { x, y, radius: Math.sqrt((hull[i]! - x) ** 2 + (hull[i + 1]! - y) ** 2) };
}

/** Never of three on one line: corners of a convex hull are not. */
function throughThree(hull: Float64Array, i: number, j: number, k: number): Circle {
  const [x, y] = [hull[i]!, hull[i + 1]!];
  const [bx, by] = [hull[j]! - x, hull[j + 1]! - y];
  const [cx, cy] = [hull[k]! - x, hull[k + 1]! - y];
  const double = 2 * (bx * cy - by * cx);
  const [b, c] = [bx * bx + by * by, cx * cx + cy * cy];
  const [dx, dy] = [(cy * b - by * c) / double, (bx * c - cx * b) / double];
  return { x: x + dx, y: y + dy, radius: Math.sqrt(dx * dx + dy * dy) };
}
