import { naturalLogarithm } from "../arithmetic/natural-logarithm.ts";
import type { Plane } from "../plane.ts";
import { powerOfTwo, transform } from "../stitching/fourier.ts";

/**
 * The slope of the radially summed power spectrum over spatial frequency, both as logarithms, of the central square whose side
 * is the greatest power of two that fits. Frequencies from 2 up to an eighth of the side. NaN of less than 32 px, or where
 * nothing varies.
 *
 * Reference: `centrosome.radial_power_spectrum` of that square with the line fitted as MeasureImageQuality of CellProfiler does
 * (which takes the whole image), equal to 1e-9.
 */
export function powerSlope(plane: Plane): number {
  const side = powerOfTwo(Math.min(plane.height, plane.width) + 1) / 2;
  const power = spectrum(plane, side);
  const points: [x: number, y: number][] = [];
  for (let radius = 2; radius < Math.floor(side / 8); radius++)
    if (power[radius]! > 0) points.push([naturalLogarithm(radius), naturalLogarithm(power[radius]!)]);
  if (points.length < 2) return Number.NaN;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / points.length;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / points.length;
  const [rise, run] = points.reduce(
    ([products, squares], [x, y]) => [products + (x - meanX) * (y - meanY), squares + (x - meanX) ** 2],
    [0, 0],
  );
  return rise / run;
}

/** Power summed over rings of frequency: index 1 + ⌊distance from the constant⌋. */
function spectrum({ data, height, width }: Plane, side: number): Float64Array {
  const start = ((height - side) >> 1) * width + ((width - side) >> 1);
  const re = new Float64Array(side * side);
  let sum = 0;
  for (let y = 0, i = 0; y < side; y++) for (let x = 0; x < side; x++, i++) sum += re[i] = data[start + y * width + x]!;
  const mean = sum / re.length;
  for (let i = 0; i < re.length; i++) re[i]! -= mean;
  const im = new Float64Array(re.length);
  transform({ re, im, height: side, width: side });
  const power = new Float64Array(2 * side);
  for (let y = 0, i = 0; y < side; y++) {
    const fromY = Math.min(y, side - 1 - y);
    for (let x = 0; x < side; x++, i++) {
      const fromX = Math.min(x, side - 1 - x);
      power[1 + Math.floor(Math.sqrt(fromX * fromX + fromY * fromY))]! += re[i]! * re[i]! + im[i]! * im[i]!;
    }
  }
  return power;
}
