/** The area as a fraction of that of the ellipse with the same second moments; one pixel or more. */
export function roundness(pixels: Uint32Array, width: number): number {
  let [sx, sy, sxx, syy, sxy] = [0, 0, 0, 0, 0];
  const [x0, y0] = [pixels[0]! % width, Math.floor(pixels[0]! / width)];
  for (let i = 0; i < pixels.length; i++) {
    const column = pixels[i]! % width;
    const [x, y] = [column - x0, (pixels[i]! - column) / width - y0];
    sx += x;
    sy += y;
    sxx += x * x;
    syy += y * y;
    sxy += x * y;
  }
  const area = pixels.length;
  // A pixel is a square: its own second moment is 1/12.
  const xx = (sxx - (sx * sx) / area) / area + 1 / 12;
  const yy = (syy - (sy * sy) / area) / area + 1 / 12;
  const xy = (sxy - (sx * sy) / area) / area;
  return area / (4 * Math.PI * Math.sqrt(xx * yy - xy * xy));
}
