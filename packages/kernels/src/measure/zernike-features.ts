import type { Size } from "../wasm/stored-plane.ts";
import { convexHull } from "./convex-hull.ts";
import { enclosingCircle } from "./enclosing-circle.ts";
import { type Features, undefinedFeatures } from "./features.ts";
import type { RegionPixels } from "./region-pixels.ts";

/** Radial orders 0 to 9, as CellProfiler has them. */
const ORDER = 9;

/** A polynomial: Σ of `coefficients[k]` · r²ᵏ · zᵐ; the sums of r²ᵏ·zᵐ start at `first`. */
interface Polynomial {
  readonly name: string;
  readonly first: number;
  readonly coefficients: readonly number[];
}

/** How many sums of r²ᵏ·zᵐ with m + 2k ≤ 9 there are for angular orders below each m. */
const FIRST_OF = Array.from({ length: ORDER + 2 }, (_, m) =>
  Array.from({ length: m }, (_, lower) => Math.floor((ORDER - lower) / 2) + 1).reduce((sum, count) => sum + count, 0),
);
const SUMS = FIRST_OF[ORDER + 1]!;
const POLYNOMIALS: readonly Polynomial[] = Array.from({ length: ORDER + 1 }, (_, n) =>
  Array.from({ length: Math.floor(n / 2) + 1 }, (_, k) => polynomial(n, 2 * k + (n % 2))),
).flat();
/** A pixel on the circle itself has r = 1 and counts, whatever rounding makes of it. */
const RIM = 1 + 1e-9;

/**
 * Magnitudes of Zernike moments of each region's shape, `Zernike_n_m` for n ≤ 9, on the smallest circle around its pixel
 * centres, divided by the circle's area; NaN for a single pixel.
 *
 * Reference: `centrosome.zernike`, equal to 1e-7, but for pixels on the circle itself: there rounding decides in centrosome (r² > 1)
 * whether they count, which may change a value by a pixel's part; here they always count. (Boland and Murphy, 2001)
 */
export function zernikeFeatures(regions: readonly RegionPixels[], size: Size): Features {
  const names = POLYNOMIALS.map(({ name }) => name);
  const features = undefinedFeatures(names, regions.length);
  const [real, imaginary] = [new Float64Array(SUMS), new Float64Array(SUMS)];
  for (const [i, { pixels }] of regions.entries()) {
    const { x, y, radius } = enclosingCircle(convexHull(pixels, size.width));
    if (radius === 0) continue;
    sumPowers(pixels, size.width, { x, y, radius }, real, imaginary);
    const area = Math.PI * radius * radius;
    for (const { name, first, coefficients } of POLYNOMIALS) {
      let [re, im] = [0, 0];
      for (let k = 0; k < coefficients.length; k++) {
        re += coefficients[k]! * real[first + k]!;
        im += coefficients[k]! * imaginary[first + k]!;
      }
      features[name]![i] = Math.sqrt(re * re + im * im) / area;
    }
  }
  return features;
}

/** Sums r²ᵏ·zᵐ over pixels, z = (y + i·x) on the unit circle, in the order of {@link FIRST_OF}. */
function sumPowers(
  pixels: Uint32Array,
  width: number,
  circle: { readonly x: number; readonly y: number; readonly radius: number },
  real: Float64Array,
  imaginary: Float64Array,
): void {
  real.fill(0);
  imaginary.fill(0);
  for (let i = 0; i < pixels.length; i++) {
    const row = Math.floor(pixels[i]! / width);
    const y = (row - circle.y) / circle.radius;
    const x = (pixels[i]! - row * width - circle.x) / circle.radius;
    const square = x * x + y * y;
    if (square > RIM) continue;
    let re = 1;
    let im = 0;
    let at = 0;
    for (let m = 0; m <= ORDER; m++) {
      let a = re;
      let b = im;
      for (let k = m; k <= ORDER; k += 2, at++) {
        real[at]! += a;
        imaginary[at]! += b;
        a *= square;
        b *= square;
      }
      const turned = re * y - im * x;
      im = re * x + im * y;
      re = turned;
    }
  }
}

function polynomial(n: number, m: number): Polynomial {
  const half = (n - m) / 2;
  const coefficients = Array.from({ length: half + 1 }, (_, k) => {
    const s = half - k;
    const size = factorial(n - s) / (factorial(s) * factorial((n + m) / 2 - s) * factorial(half - s));
    return s % 2 === 0 ? size : -size;
  });
  return { name: `Zernike_${n}_${m}`, first: FIRST_OF[m]!, coefficients };
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
