/** Eight lines are transformed together, two in a vector, so that each has the same sums in the same order as if alone. */
export const TOGETHER: i32 = 8;
/** The bytes of one sample of all eight, as many as a line of the cache holds. */
export const PLACE: usize = 64;

// A plan, as `src/stitching/fourier.ts` lays it out: 16 radices in the order of their passes (uint32, 0 after the last), the place of
// each sample before the first pass (uint32, an even number), cosines and then sines of −2πi/length (float64).
const ORDER: usize = 64;

// Types that stand for samples that are turned by the factors of a plan, and for those of the first pass, whose factors are 1.
type Turned = i8;
type Plain = i16;

const SINE_OF_THIRD: f64 = 0.8660254037844386;
const COSINE_OF_FIFTH: f64 = 0.30901699437494745;
const COSINE_OF_TWO_FIFTHS: f64 = -0.8090169943749475;
const SINE_OF_FIFTH: f64 = 0.9510565162951535;
const SINE_OF_TWO_FIFTHS: f64 = 0.5877852522924731;

/** Where a sample must lie before {@link transformTogether}, in bytes. */
export function placeOf(plan: usize, sample: i32): usize {
  return <usize>load<u32>(plan + ORDER + <usize>sample * 4) * PLACE;
}

/**
 * The discrete Fourier transforms of eight lines, in place, unscaled: a sample after the other at `re`, the eight of each side by side,
 * and so at `im`. Passes of radix 2 to 5 after Cooley and Tukey (1965).
 */
export function transformTogether(re: usize, im: usize, length: i32, plan: usize): void {
  const cos = plan + ORDER + <usize>((length + 1) & ~1) * 4;
  const sin = cos + <usize>length * 8;
  let done = 1;
  for (let pass = plan; load<u32>(pass) !== 0; pass += 4) {
    const radix = <i32>load<u32>(pass);
    if (done === 1) combine<Plain>(radix, re, im, length, done, cos, sin);
    else combine<Turned>(radix, re, im, length, done, cos, sin);
    done *= radix;
  }
}

/** Makes transforms of length `done` · `radix` of those of length `done`. */
function combine<Kind>(radix: i32, re: usize, im: usize, length: i32, done: i32, cos: usize, sin: usize): void {
  const reach = <usize>done * PLACE;
  const step = <usize>(length / (done * radix)) * 8;
  const end = <usize>length * PLACE;
  for (let base: usize = 0; base < end; base += <usize>radix * reach) {
    let turn: usize = 0;
    for (let at = base; at < base + reach; at += PLACE, turn += step) {
      if (radix === 4) combineFour<Kind>(re + at, im + at, reach, cos, sin, turn);
      else if (radix === 3) combineThree<Kind>(re + at, im + at, reach, cos, sin, turn);
      else if (radix === 5) combineFive<Kind>(re + at, im + at, reach, cos, sin, turn);
      else combineTwo<Kind>(re + at, im + at, reach, cos, sin, turn);
    }
  }
}

function turnedRe<Kind>(re: v128, im: v128, cos: v128, sin: v128): v128 {
  return sizeof<Kind>() === 1 ? f64x2.sub(f64x2.mul(re, cos), f64x2.mul(im, sin)) : re;
}

function turnedIm<Kind>(re: v128, im: v128, cos: v128, sin: v128): v128 {
  return sizeof<Kind>() === 1 ? f64x2.add(f64x2.mul(re, sin), f64x2.mul(im, cos)) : im;
}

function combineTwo<Kind>(re: usize, im: usize, reach: usize, cos: usize, sin: usize, turn: usize): void {
  const c = v128.load64_splat(cos + turn);
  const s = v128.load64_splat(sin + turn);
  for (let end = re + PLACE; re < end; re += 16, im += 16) {
    const lowRe = v128.load(re);
    const lowIm = v128.load(im);
    const highRe = v128.load(re + reach);
    const highIm = v128.load(im + reach);
    const re1 = turnedRe<Kind>(highRe, highIm, c, s);
    const im1 = turnedIm<Kind>(highRe, highIm, c, s);
    v128.store(re, f64x2.add(lowRe, re1));
    v128.store(im, f64x2.add(lowIm, im1));
    v128.store(re + reach, f64x2.sub(lowRe, re1));
    v128.store(im + reach, f64x2.sub(lowIm, im1));
  }
}

function combineThree<Kind>(re: usize, im: usize, reach: usize, cos: usize, sin: usize, turn: usize): void {
  const c1 = v128.load64_splat(cos + turn);
  const s1 = v128.load64_splat(sin + turn);
  const c2 = v128.load64_splat(cos + 2 * turn);
  const s2 = v128.load64_splat(sin + 2 * turn);
  const half = f64x2.splat(0.5);
  const sine = f64x2.splat(SINE_OF_THIRD);
  for (let end = re + PLACE; re < end; re += 16, im += 16) {
    const re1 = turnedRe<Kind>(v128.load(re + reach), v128.load(im + reach), c1, s1);
    const im1 = turnedIm<Kind>(v128.load(re + reach), v128.load(im + reach), c1, s1);
    const re2 = turnedRe<Kind>(v128.load(re + 2 * reach), v128.load(im + 2 * reach), c2, s2);
    const im2 = turnedIm<Kind>(v128.load(re + 2 * reach), v128.load(im + 2 * reach), c2, s2);
    const sumRe = f64x2.add(re1, re2);
    const sumIm = f64x2.add(im1, im2);
    const acrossRe = f64x2.mul(f64x2.sub(re1, re2), sine);
    const acrossIm = f64x2.mul(f64x2.sub(im1, im2), sine);
    const midRe = f64x2.sub(v128.load(re), f64x2.mul(sumRe, half));
    const midIm = f64x2.sub(v128.load(im), f64x2.mul(sumIm, half));
    v128.store(re, f64x2.add(v128.load(re), sumRe));
    v128.store(im, f64x2.add(v128.load(im), sumIm));
    v128.store(re + reach, f64x2.add(midRe, acrossIm));
    v128.store(im + reach, f64x2.sub(midIm, acrossRe));
    v128.store(re + 2 * reach, f64x2.sub(midRe, acrossIm));
    v128.store(im + 2 * reach, f64x2.add(midIm, acrossRe));
  }
}

function combineFour<Kind>(re: usize, im: usize, reach: usize, cos: usize, sin: usize, turn: usize): void {
  const c1 = v128.load64_splat(cos + turn);
  const s1 = v128.load64_splat(sin + turn);
  const c2 = v128.load64_splat(cos + 2 * turn);
  const s2 = v128.load64_splat(sin + 2 * turn);
  const c3 = v128.load64_splat(cos + 3 * turn);
  const s3 = v128.load64_splat(sin + 3 * turn);
  for (let end = re + PLACE; re < end; re += 16, im += 16) {
    const re1 = turnedRe<Kind>(v128.load(re + reach), v128.load(im + reach), c1, s1);
    const im1 = turnedIm<Kind>(v128.load(re + reach), v128.load(im + reach), c1, s1);
    const re2 = turnedRe<Kind>(v128.load(re + 2 * reach), v128.load(im + 2 * reach), c2, s2);
    const im2 = turnedIm<Kind>(v128.load(re + 2 * reach), v128.load(im + 2 * reach), c2, s2);
    const re3 = turnedRe<Kind>(v128.load(re + 3 * reach), v128.load(im + 3 * reach), c3, s3);
    const im3 = turnedIm<Kind>(v128.load(re + 3 * reach), v128.load(im + 3 * reach), c3, s3);
    const evenRe = f64x2.add(v128.load(re), re2);
    const evenIm = f64x2.add(v128.load(im), im2);
    const oddRe = f64x2.sub(v128.load(re), re2);
    const oddIm = f64x2.sub(v128.load(im), im2);
    const sumRe = f64x2.add(re1, re3);
    const sumIm = f64x2.add(im1, im3);
    const acrossRe = f64x2.sub(re1, re3);
    const acrossIm = f64x2.sub(im1, im3);
    v128.store(re, f64x2.add(evenRe, sumRe));
    v128.store(im, f64x2.add(evenIm, sumIm));
    v128.store(re + reach, f64x2.add(oddRe, acrossIm));
    v128.store(im + reach, f64x2.sub(oddIm, acrossRe));
    v128.store(re + 2 * reach, f64x2.sub(evenRe, sumRe));
    v128.store(im + 2 * reach, f64x2.sub(evenIm, sumIm));
    v128.store(re + 3 * reach, f64x2.sub(oddRe, acrossIm));
    v128.store(im + 3 * reach, f64x2.add(oddIm, acrossRe));
  }
}

function combineFive<Kind>(re: usize, im: usize, reach: usize, cos: usize, sin: usize, turn: usize): void {
  const c1 = v128.load64_splat(cos + turn);
  const s1 = v128.load64_splat(sin + turn);
  const c2 = v128.load64_splat(cos + 2 * turn);
  const s2 = v128.load64_splat(sin + 2 * turn);
  const c3 = v128.load64_splat(cos + 3 * turn);
  const s3 = v128.load64_splat(sin + 3 * turn);
  const c4 = v128.load64_splat(cos + 4 * turn);
  const s4 = v128.load64_splat(sin + 4 * turn);
  const cosine = f64x2.splat(COSINE_OF_FIFTH);
  const cosineOfTwo = f64x2.splat(COSINE_OF_TWO_FIFTHS);
  const sine = f64x2.splat(SINE_OF_FIFTH);
  const sineOfTwo = f64x2.splat(SINE_OF_TWO_FIFTHS);
  for (let end = re + PLACE; re < end; re += 16, im += 16) {
    const re1 = turnedRe<Kind>(v128.load(re + reach), v128.load(im + reach), c1, s1);
    const im1 = turnedIm<Kind>(v128.load(re + reach), v128.load(im + reach), c1, s1);
    const re2 = turnedRe<Kind>(v128.load(re + 2 * reach), v128.load(im + 2 * reach), c2, s2);
    const im2 = turnedIm<Kind>(v128.load(re + 2 * reach), v128.load(im + 2 * reach), c2, s2);
    const re3 = turnedRe<Kind>(v128.load(re + 3 * reach), v128.load(im + 3 * reach), c3, s3);
    const im3 = turnedIm<Kind>(v128.load(re + 3 * reach), v128.load(im + 3 * reach), c3, s3);
    const re4 = turnedRe<Kind>(v128.load(re + 4 * reach), v128.load(im + 4 * reach), c4, s4);
    const im4 = turnedIm<Kind>(v128.load(re + 4 * reach), v128.load(im + 4 * reach), c4, s4);
    const outerRe = f64x2.add(re1, re4);
    const innerRe = f64x2.add(re2, re3);
    const acrossOuterRe = f64x2.sub(re1, re4);
    const acrossInnerRe = f64x2.sub(re2, re3);
    const firstRe = v128.load(re);
    const nearRe = f64x2.add(f64x2.add(firstRe, f64x2.mul(outerRe, cosine)), f64x2.mul(innerRe, cosineOfTwo));
    const farRe = f64x2.add(f64x2.add(firstRe, f64x2.mul(outerRe, cosineOfTwo)), f64x2.mul(innerRe, cosine));
    const nearTurnRe = f64x2.add(f64x2.mul(acrossOuterRe, sine), f64x2.mul(acrossInnerRe, sineOfTwo));
    const farTurnRe = f64x2.sub(f64x2.mul(acrossOuterRe, sineOfTwo), f64x2.mul(acrossInnerRe, sine));
    v128.store(re, f64x2.add(firstRe, f64x2.add(outerRe, innerRe)));
    const outerIm = f64x2.add(im1, im4);
    const innerIm = f64x2.add(im2, im3);
    const acrossOuterIm = f64x2.sub(im1, im4);
    const acrossInnerIm = f64x2.sub(im2, im3);
    const firstIm = v128.load(im);
    const nearIm = f64x2.add(f64x2.add(firstIm, f64x2.mul(outerIm, cosine)), f64x2.mul(innerIm, cosineOfTwo));
    const farIm = f64x2.add(f64x2.add(firstIm, f64x2.mul(outerIm, cosineOfTwo)), f64x2.mul(innerIm, cosine));
    const nearTurnIm = f64x2.add(f64x2.mul(acrossOuterIm, sine), f64x2.mul(acrossInnerIm, sineOfTwo));
    const farTurnIm = f64x2.sub(f64x2.mul(acrossOuterIm, sineOfTwo), f64x2.mul(acrossInnerIm, sine));
    v128.store(im, f64x2.add(firstIm, f64x2.add(outerIm, innerIm)));
    v128.store(re + reach, f64x2.add(nearRe, nearTurnIm));
    v128.store(im + reach, f64x2.sub(nearIm, nearTurnRe));
    v128.store(re + 2 * reach, f64x2.add(farRe, farTurnIm));
    v128.store(im + 2 * reach, f64x2.sub(farIm, farTurnRe));
    v128.store(re + 3 * reach, f64x2.sub(farRe, farTurnIm));
    v128.store(im + 3 * reach, f64x2.add(farIm, farTurnRe));
    v128.store(re + 4 * reach, f64x2.sub(nearRe, nearTurnIm));
    v128.store(im + 4 * reach, f64x2.add(nearIm, nearTurnRe));
  }
}
