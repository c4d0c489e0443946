/**
 * The least and the greatest distance in px between two parallel lines that touch a convex hull from both sides.
 *
 * Reference: `centrosome.cpmorphology.feret_diameter`, equal to 1e-12: between pixel centres, so that one pixel has 0.
 */
export function feretDiameters(hull: Float64Array): { readonly min: number; readonly max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = 0;
  for (let i = 0; i < hull.length; i += 2) {
    const next = i + 2 < hull.length ? i + 2 : 0;
    const x = hull[i]!;
    const y = hull[i + 1]!;
    const dx = hull[next]! - x;
    const dy = hull[next + 1]! - y;
    let height = 0;
    for (let j = 0; j < hull.length; j += 2) {
      const toX = hull[j]! - x;
      const toY = hull[j + 1]! - y;
      max = Math.max(max, toX * toX + toY * toY);
      height = Math.max(height, Math.abs(dx * toY - dy * toX));
    }
    min = Math.min(min, height === 0 ? 0 : height / Math.sqrt(dx * dx + dy * dy));
  }
  return { min, max: Math.sqrt(max) };
}
