import type { Plane, Point } from "../plane.ts";
import { type ComplexPlane, powerOfTwo, transform } from "./fourier.ts";

/**
 * The most likely shifts of `moved` against `fixed` (content at `p` in `fixed` lies at `p − shift` in `moved`), whole
 * px, best first, at most `count`, each component within ±`reach`.
 *
 * Both planes have one size; short sides are padded with zeros so that shifts of either sign stay apart.
 * Reference: C. D. Kuglin and D. C. Hines, "The phase correlation image alignment method" (1975).
 */
export function phaseCorrelation(fixed: Plane, moved: Plane, reach: number, count: number): Point[] {
  const { height, width, farthest } = correlationSize(fixed, reach);
  const spectrumOf = (plane: Plane): ComplexPlane => {
    const re = centred(plane, height, width);
    return transform({ re, im: new Float64Array(re.length), height, width });
  };
  const { re } = transform(crossPower(spectrumOf(fixed), spectrumOf(moved)), true);
  const valueAt = (y: number, x: number) => re[(y < 0 ? y + height : y) * width + (x < 0 ? x + width : x)]!;
  return highest(valueAt, farthest, count).map(({ x, y }) => ({ x, y }));
}

/** The size that planes are padded to, and the greatest shift that is looked at there, px. */
export function correlationSize(plane: Pick<Plane, "height" | "width">, reach: number) {
  const height = paddedLength(plane.height, reach);
  const width = paddedLength(plane.width, reach);
  return { height, width, farthest: Math.min(reach, width / 2 - 1, height / 2 - 1) };
}

/** Beside a long side the few samples that a shift wraps around do no harm, and padding would double the work. */
function paddedLength(length: number, reach: number): number {
  return powerOfTwo(length >= 8 * reach ? length : length + reach);
}

/** The samples of a plane minus their mean, in a larger one of zeros. */
export function centred({ data, height, width }: Plane, paddedHeight: number, paddedWidth: number): Float64Array {
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += data[i]!;
  const mean = sum / data.length;
  const padded = new Float64Array(paddedHeight * paddedWidth);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) padded[y * paddedWidth + x] = data[y * width + x]! - mean;
  return padded;
}

/**
 * a · conj(b), each frequency scaled to the square root of its magnitude: written over `a`. Scaling all to 1, as the
 * textbook has it, gives frequencies that hold nothing but noise the same say, and the peak is lost in small overlaps.
 */
function crossPower(a: ComplexPlane, b: ComplexPlane): ComplexPlane {
  for (let i = 0; i < a.re.length; i++) {
    const re = a.re[i]! * b.re[i]! + a.im[i]! * b.im[i]!;
    const im = a.im[i]! * b.re[i]! - a.re[i]! * b.im[i]!;
    const root = Math.sqrt(Math.sqrt(re * re + im * im));
    a.re[i] = root > 0 ? re / root : 0;
    a.im[i] = root > 0 ? im / root : 0;
  }
  return a;
}

/** A shift, and how high a surface is there. */
export interface Peak extends Point {
  readonly value: number;
}

/** The shifts within ±`reach` at which a surface is highest, at most `count`, the highest first. */
export function highest(valueAt: (y: number, x: number) => number, reach: number, count: number): Peak[] {
  const best: Peak[] = [];
  for (let y = -reach; y <= reach; y++) {
    for (let x = -reach; x <= reach; x++) {
      const value = valueAt(y, x);
      if (best.length === count && value <= best[count - 1]!.value) continue;
      best.push({ x, y, value });
      best.sort((a, b) => b.value - a.value);
      best.length = Math.min(best.length, count);
    }
  }
  return best;
}
