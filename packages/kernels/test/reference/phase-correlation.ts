import type { Plane, Point } from "../../src/plane.ts";
import { centred, correlationSize, highest } from "../../src/stitching/phase-correlation.ts";
import { type ComplexPlane, transform } from "./fourier.ts";

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
